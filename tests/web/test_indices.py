"""The pages of indices of the made-up city: what they show in both languages, what they give, careless addresses."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from wijkpeil.index import check, read
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.workflows.score import index_of, score_programme

pytestmark = pytest.mark.django_db
INDEX = "simulated-liveability"
DUTCH, ENGLISH = f"/indices/{INDEX}/", f"/en/indices/{INDEX}/"
EXPLORER = f"{DUTCH}verkennen/"
MOVES = f"/data/indices/{INDEX}/moves.json"


@pytest.fixture(scope="module")
def rotterdam(project: Path) -> Path:
    """The made-up city in the place of Rotterdam: its figures carry margins."""
    return project / "programmes" / "voorbeeldstad"


@pytest.fixture(scope="module")
def result(workspace: Path) -> IndexResult:
    programme = current_programme()
    return score_programme(programme, index_of(programme, INDEX))[-1]


def text(site: Client, address: str, status: int = 200) -> str:
    answer = site.get(address)
    assert answer.status_code == status, address
    return unescape(str(answer.content.decode()))


def cells(row: str) -> list[str]:
    return [re.sub(r"<[^>]*>", "", each).strip() for each in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)]


def ranked(page: str) -> dict[str, list[str]]:
    """The rows of the first list of places, by name of the area."""
    table = page.partition('<table class="ranks"')[2].partition("</table>")[0]
    rows = [cells(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table.partition("<tbody>")[2], re.S)]
    return {row[1]: row for row in rows}


def places(result: IndexResult) -> dict[str, str]:
    return {result.data.names[area]: str(rank) for area, rank in zip(result.areas, result.ranks.tolist(), strict=True)}


def test_every_area_stands_with_its_place(site: Client, result: IndexResult) -> None:
    for address in (DUTCH, ENGLISH):
        assert {name: row[0] for name, row in ranked(text(site, address)).items()} == places(result)


def test_the_first_sentence_names_the_worst_and_the_best(site: Client, result: IndexResult) -> None:
    names = {rank: name for name, rank in places(result).items()}
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", text(site, DUTCH), re.S)
    assert heading is not None
    said = re.sub(r"<[^>]*>", "", heading[1])
    assert said.index(names["24"]) < said.index(names["1"])
    assert f"{result.score.min():.1f}".replace(".", ",") in said


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (DUTCH, ("500 trekkingen", "Elke keuze, en wie haar maakte", "Niets valt op", "verhoogt de score")),
        (ENGLISH, ("500 draws", "Every choice, and who made it", "Nothing stands out", "raises the score", "fair")),
        ("/indices/", ("1 index voegt", "6 indicatoren")),
        ("/en/indices/", ("1 index puts", "6 indicators")),
        (EXPLORER, ("Wat als", "vastgelegd 2, dat is 50%")),
        (f"{ENGLISH}explore/", ("What if", "declared 2, that is 50%")),
    ],
)
def test_pages_speak_both_languages_and_say_that_all_is_made_up(
    site: Client, address: str, said: tuple[str, ...]
) -> None:
    page = text(site, address)
    assert [one for one in said if one not in page] == []
    assert 'class="simbar"' in page


def test_no_english_is_left_in_the_dutch_method(site: Client) -> None:
    method = text(site, DUTCH).partition('id="method"')[2].partition("</section>")[0]
    assert not re.search(r"\b(the|Figures|Missing|Each|weight of)\b", method.replace("weight 0.6", ""))


def test_the_list_can_be_narrowed_and_put_in_another_order(site: Client, result: IndexResult) -> None:
    low = ranked(text(site, f"{DUTCH}?band=blijft+achter"))
    assert 0 < len(low) < 24
    assert {row[-1] for row in low.values()} == {"blijft achter"}
    best = list(ranked(text(site, f"{DUTCH}?sort=best")).values())
    assert [int(row[0]) for row in best] == sorted(result.ranks.tolist())
    assert list(ranked(text(site, f"{DUTCH}?q=verzinsel"))) == ["Verzinselveen"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("w.simulated-safe=abc", "Het gewicht “abc” van Veiligheidscijfer (gesimuleerd) kan niet worden overgenomen."),
        ("w.simulated-safe=-3", "Een gewicht is een getal van 0 tot 1000000."),
        ("w.nergens=3", "De index heeft zo'n onderdeel niet."),
        ("n=toverkunst", "“toverkunst” is geen keuze bij “Eén schaal”."),
        ("a=%00%ff", "is geen keuze bij “Samenvoegen”."),
        ("a=generalised-mean&p=11", "een macht is een getal van −10 tot 10."),
        ("a=generalised-mean&p=veel", "De macht “veel” kan niet worden overgenomen"),
        ("s=nergens", "“nergens” is geen keuze bij “Gewichtenset”."),
        ("a.0=x&a.7=copeland", "“x” is geen keuze bij “Samenvoegen tot de index”."),
        ("i=latest", "“latest” is geen keuze bij “Ontbrekende cijfers”."),
        ("w.simulated-said-pillar=0&w.simulated-kept-pillar=0", "Van onderdelen samen moet er een iets wegen."),
        ("a=geometric-mean", "Met deze keuzes is de index niet te berekenen"),
    ],
)
def test_careless_choices_are_left_out_and_said(site: Client, query: str, said: str) -> None:
    page = text(site, f"{EXPLORER}?{query}")
    assert said in page
    assert len(ranked(page)) == 24
    assert said in unescape(json.dumps(json.loads(site.get(f"{MOVES}?{query}").content), ensure_ascii=False))


@pytest.mark.parametrize(
    "query", ["page=-1", "page=9999999999", "sort=x&q=%F0%9F", "band=x", "w.=1", "w.a.b=1", "q=" + "x" * 5000]
)
@pytest.mark.parametrize("address", [DUTCH, EXPLORER, MOVES, f"/data/indices/{INDEX}/exploration.yaml"])
def test_no_address_fails(site: Client, address: str, query: str) -> None:
    assert site.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/indices/nergens/",
        "/indices/nergens/verkennen/",
        "/data/indices/nergens/moves.json",
        "/data/indices/nergens.csv",
        f"/data/indices/{INDEX}.pdf",
        "/data/indices/nergens/exploration.yaml",
    ],
)
def test_what_is_not_there_is_not_found(site: Client, address: str) -> None:
    assert site.get(address).status_code == 404


def test_an_id_in_capitals_leads_to_the_page(site: Client) -> None:
    answer = site.get(f"/indices/{INDEX.upper()}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, DUTCH)


def test_the_explorer_sets_the_declared_place_beside_the_new_one(site: Client, result: IndexResult) -> None:
    page = text(site, f"{EXPLORER}?w.simulated-safe=9&sort=moved")
    rows = ranked(page)
    assert {name: row[3] for name, row in rows.items()} == places(result)
    for now, _name, _picture, before, moved in rows.values():
        better = int(before) - int(now)
        assert moved == ("gelijk" if not better else f"{abs(better)} {'beter' if better > 0 else 'slechter'}")
    moved = [abs(int(row[3]) - int(row[0])) for row in rows.values()]
    assert moved == sorted(moved, reverse=True)


def test_the_answer_to_a_script_is_what_the_page_shows(site: Client) -> None:
    query = "w.simulated-safe=9&n=rank&a=geometric-mean"
    answer = json.loads(site.get(f"{MOVES}?{query}").content)
    page = text(site, f"{EXPLORER}?{query}")
    assert ranked(unescape(answer["html"])) == ranked(page)
    assert answer["said"] in page
    for area, (style, label, title) in answer["areas"].items():
        assert f'<a class="map-area on-{style}" data-area="{area}"' in page
        assert f'aria-label="{title}"' in page
        assert label == title.rpartition(" ")[2]
    assert {field: one["share"] for field, one in answer["weights"].items()} == dict(
        re.findall(r'<output for="f-([\w.-]+)">([^<]*)</output>', page)
    )
    assert chosen(unescape(answer["head"])) == chosen(page) != []


def chosen(page: str) -> list[list[str]]:
    """What is chosen otherwise, each beside what is declared."""
    table = page.partition('<table class="chosen"')[2].partition("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table.partition("<tbody>")[2], re.S)
    return [cells(re.sub(r'<span class="vh">.*?</span>', "", row))[:3] for row in rows]


def fields(page: str) -> dict[str, str]:
    """What the fields of the form hold, as a browser without scripts would send them."""
    form = page.partition('id="set"')[2].partition("</form>")[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name is not None:
            found[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        found[name] = re.search(r'<option value="([^"]*)" selected', options)[1]  # type: ignore[index]
    return found


def sent(site: Client, before: str, **typed: str) -> dict[str, Any]:
    """The answer to a form that was filled with the choices of an address, and in which something was typed."""
    query = fields(text(site, f"{EXPLORER}{before}")) | {name.replace("__", ".", 1): one for name, one in typed.items()}
    return dict(json.loads(site.get(MOVES, query).content))


@pytest.mark.parametrize(
    ("before", "typed", "query"),
    [
        ("", {}, ""),
        ("", {"s": ".equal"}, "?s=.equal"),
        ("?w.simulated-safe=9", {"s": ".equal"}, "?s=.equal"),
        ("?w.simulated-safe=9", {"s": ".equal", "w__simulated-moving": "3"}, "?s=.equal&w.simulated-moving=3"),
        ("?s=.equal&w.simulated-safe=9", {"s": ""}, ""),
        ("?s=.equal&w.simulated-safe=9", {"n": "rank"}, "?s=.equal&w.simulated-safe=9&n=rank"),
        ("?s=.equal&w.simulated-safe=9", {"w__simulated-safe": ""}, "?s=.equal"),
        ("?s=.equal&w.simulated-safe=9", {"w__simulated-safe": "1"}, "?s=.equal"),
        ("?a=generalised-mean&n=rank", {"p": "-2,5"}, "?n=rank&a=generalised-mean&p=-2.5"),
        ("?a=generalised-mean&p=2", {"a": "", "i": "median"}, "?i=median"),
        ("?a=copeland", {"a__0": "harmonic-mean", "t": "winsorise"}, "?a=copeland&a.0=harmonic-mean&t=winsorise"),
    ],
)
def test_a_form_holds_what_was_typed_and_a_set_takes_the_place_of_the_rest(
    site: Client, before: str, typed: dict[str, str], query: str
) -> None:
    answer = sent(site, before, **typed)
    assert answer["query"] == query
    assert json.loads(site.get(f"{MOVES}{query}").content)["html"] == answer["html"]


def test_what_has_nothing_to_work_on_says_so(site: Client) -> None:
    lists = json.loads(site.get(f"{MOVES}?t=winsorise").content)["lists"]
    assert lists["t"]["says"].endswith("Hier vraagt geen indicator erom.")
    assert "ontbreekt geen" not in lists["i"]["says"], "three figures of the made-up city are missing"


@pytest.mark.parametrize("was", ["%00", "x=%ff&&=", "?" + "a" * 5000, "&".join(["w.x=1"] * 1200), "was=was%3Dw"])
def test_whatever_a_form_says_that_it_was_filled_with_is_read(site: Client, was: str) -> None:
    answer = json.loads(site.get(MOVES, {"was": was, "w.simulated-safe": "9"}).content)
    assert answer["query"] == "?w.simulated-safe=9"


def test_what_is_chosen_stands_beside_what_is_declared_with_the_way_back(site: Client) -> None:
    query = "?s=.equal&w.simulated-safe=0&n=quantile-band&a=generalised-mean&p=3&i=median&t=log-ct"
    page = text(site, f"{EXPLORER}{query}")
    ends = "tussen het laagste en het hoogste (ondergrens 0, bovengrens 100)"
    assert chosen(page) == [
        ["Gewichtenset", "alle gelijk", "die in de boom"],
        ["Gewicht van Veiligheidscijfer (gesimuleerd)", "0, doet niet mee", "2"],
        ["Eén schaal", "groepen van gelijke grootte (aantal groepen 10)", ends],
        ["Samenvoegen", "gemiddelde met een macht naar keuze (macht 3)", "gewogen gemiddelde"],
        ["Ontbrekende cijfers", "mediaan van de andere gebieden", "blijven ontbreken"],
        ["Cijfers ver buiten de rest", "logaritme van de afstand tot het laagste", "blijven zoals ze zijn"],
    ]
    backs = re.findall(r'<td><a href="([^"]*)">Zoals vastgelegd', page.partition('<table class="chosen"')[2])
    for at, back in enumerate(backs):
        left = chosen(text(site, back))
        assert left == chosen(page)[:at] + chosen(page)[at + 1 :]


@pytest.mark.parametrize(
    ("query", "said", "remedy"),
    [
        ("a=geometric-mean", "op deze schaal zijn sommige cijfers 0 of minder", "n=min-max"),
        ("a=geometric-mean&n=borda", "op deze schaal zijn sommige cijfers 0 of minder", "n=min-max"),
        ("a=mazziotta-pareto&n=percentile-rank", "De straf is een deel van het gemiddelde", "n=z-score"),
        ("a=adjusted-mazziotta-pareto&n=borda", "De straf is een deel van het gemiddelde", "n=min-max"),
        ("a=generalised-mean&p=0.5&n=above-or-below-mean", "sommige cijfers onder 0", "n=min-max"),
    ],
)
def test_what_cannot_go_together_is_said_with_what_can(site: Client, query: str, said: str, remedy: str) -> None:
    page = text(site, f"{EXPLORER}?{query}")
    assert said in page
    assert "Hieronder staat de index zoals vastgelegd." in page
    link = re.search(r'<a href="([^"]*)">Met de schaal', page)
    assert link is not None
    assert remedy in link[1]
    assert "is de index niet te berekenen" not in text(site, link[1])
    answer = json.loads(site.get(f"{MOVES}?{query}").content)
    assert answer["html"] is None
    assert answer["areas"] == {}
    assert said in unescape(answer["head"])


def test_an_address_holds_what_differs_and_no_more(site: Client) -> None:
    answer = json.loads(site.get(f"{MOVES}?w.simulated-safe=2&w.simulated-moving=3,50&n=&a=&sort=name").content)
    assert answer["query"] == "?w.simulated-moving=3.5"
    again = json.loads(site.get(f"{MOVES}{answer['query']}&sort=name").content)
    assert again == answer


def test_an_exploration_can_be_taken_along_as_a_definition(site: Client, tmp_path: Path) -> None:
    answer = site.get(f"/data/indices/{INDEX}/exploration.yaml?w.simulated-safe=9&a=copeland")
    file = tmp_path / re.search(r'filename="(.*?)"', answer.headers["Content-Disposition"])[1]  # type: ignore[index]
    file.write_bytes(answer.content)
    assert [fault for fault in check(file) if fault.severity == "error"] == []
    found = read(file)
    assert found.reference == f"http://localhost{EXPLORER}?w.simulated-safe=9&a=copeland"
    assert INDEX in found.description.nl
    assert answer.content.startswith(b"# SIMULATED")


def test_files_hold_what_the_page_shows(site: Client, result: IndexResult) -> None:
    rows = json.loads(site.get(f"/data/indices/{INDEX}.json").content)
    assert {row["name"]: str(row["rank"]) for row in rows} == places(result)
    for row in rows:
        assert sum(one or 0 for one in row["contributions"].values()) == pytest.approx(row["score"], abs=1e-9)
        assert row["rank_low"] <= row["rank_high"]
        assert 0 <= row["among_worst"] <= 1
        assert row["simulated"] is True
        assert row["release"] == "simulated-2010"
    lines = list(csv.DictReader(io.StringIO(site.get(f"/data/indices/{INDEX}.csv").content.decode())))
    assert [line["area"] for line in lines] == [row["area"] for row in rows]
    book = CalamineWorkbook.from_filelike(io.BytesIO(site.get(f"/data/indices/{INDEX}.xlsx").content))
    assert len(book.get_sheet_by_name("scores").to_python()) == 25
    assert site.get(f"/data/indices/{INDEX}.yaml").content.startswith(b"# SIMULATED")


def test_chances_of_the_worst_add_up_to_how_many_they_are(site: Client) -> None:
    rows = json.loads(site.get(f"/data/indices/{INDEX}.json").content)
    assert sum(row["among_worst"] for row in rows) == pytest.approx(3, abs=0.05)


def test_an_area_says_where_it_stands_and_why(site: Client, result: IndexResult) -> None:
    for row, area in list(enumerate(result.areas))[::7]:
        page = text(site, f"/gebieden/{area}/").partition('id="indices"')[2].partition("</section>")[0]
        assert f"nummer {result.ranks[row]} van 24" in page
        assert "bij de 3 slechtste" in page
        pulls = re.findall(r'<td class="num">([+−]?[\d,]+)</td>', page)
        assert len(pulls) == 6
        total = sum(float(pull.replace("−", "-").replace(",", ".")) for pull in pulls)
        assert total == pytest.approx(result.score[row] - result.score.mean(), abs=0.31)


def test_a_larger_area_has_no_place(site: Client) -> None:
    assert 'id="indices"' not in text(site, "/gebieden/simulated-city/")


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/zoeken/?q=leefbaarheid", f'href="{DUTCH}"'),
        ("/en/search/?q=liveability", f'href="{ENGLISH}"'),
        ("/", '<a href="/indices/">Samengevoegd tot een index</a>'),
        ("/en/", '<a href="/en/indices/">Put together in an index</a>'),
        ("/methode/simulated-safe/", f'href="{DUTCH}"'),
        ("/methode/", f'href="{DUTCH}"'),
        ("/methode/", f'<div id="index-{INDEX}">'),
        ("/en/method/", f'href="/data/indices/{INDEX}.csv"'.replace("/data", "/en/data")),
    ],
)
def test_an_index_is_found_where_a_reader_looks(site: Client, address: str, there: str) -> None:
    assert there in site.get(address).content.decode()
