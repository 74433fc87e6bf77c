"""The register pages: each renders in both languages, shows every record, narrows, and adds up."""

import re
from collections.abc import Iterable
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from wijkpeil.model.programme import Programme
from wijkpeil.pages.format import money
from wijkpeil.pages.stating.sentence import statement_sentence
from wijkpeil.workflows.monitor import target_states
from wijkpeil.workflows.reconcile import reconcile

pytestmark = pytest.mark.django_db

LANGUAGES = ("nl", "en")
LISTS = (
    "targets",
    "measures",
    "outputs",
    "money",
    "agreements",
    "partners",
    "practices",
    "registers",
    "facilities",
    "zones",
    "area-plans",
    "capacity",
    "recount",
    "method",
    "search",
    "accessibility",
)


def page(site: Client, language: str, name: str, *args: str, **query: str) -> str:
    """The text of a page, with escaped signs as themselves."""
    return unescape(marked_up(site, language, name, *args, **query))


def marked_up(site: Client, language: str, name: str, *args: str, **query: str) -> str:
    """The text of a page as it was sent."""
    with translation.override(language):
        address = reverse(name, args=args)
    response = site.get(address, query)
    assert response.status_code == 200, address
    return str(response.content.decode())


def heading(text: str) -> str:
    """The words of the first heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def missing(wanted: Iterable[str], text: str) -> list[str]:
    return [one for one in wanted if one not in text]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens_with_a_sentence(site: Client, language: str, name: str) -> None:
    text = page(site, language, name)
    assert f'<html lang="{language}">' in text
    assert text.count("<h1") == 1
    assert heading(text).endswith((".", "?", "!"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_has_its_place(site: Client, programme: Programme, language: str) -> None:
    ledger, definitions = programme.ledger, programme.definitions
    stated = ((one, statement_sentence(programme, one, language)) for one in (*ledger.targets, *ledger.ambitions))
    promised = [said or one.sentence.in_(language) for one, said in stated]
    assert missing(promised, page(site, language, "targets")) == []
    assert missing((one.name.in_(language) for one in ledger.measures), page(site, language, "measures")) == []
    agreed = page(site, language, "agreements")
    assert missing((one.name.in_(language) for one in ledger.agreements), agreed) == []
    assert missing((one.sentence.in_(language) for one in (*ledger.commitments, *ledger.requests)), agreed) == []
    assert missing((one.name.in_(language) for one in ledger.partners), page(site, language, "partners")) == []
    assert missing((one.name.in_(language) for one in ledger.practices), page(site, language, "practices")) == []
    paid = page(site, language, "money")
    assert missing((one.name.in_(language) for one in (*ledger.budget_lines, *ledger.running_programmes)), paid) == []
    assert missing((one.title.in_(language) for one in definitions.claims), page(site, language, "recount")) == []
    method = page(site, language, "method")
    assert missing((one.name.in_(language) for one in (*definitions.indicators, *ledger.instruments)), method) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_with_a_page_of_its_own_opens(site: Client, programme: Programme, language: str) -> None:
    ledger = programme.ledger
    pages = {
        "target": [one.id for one in ledger.targets],
        "measure": [one.id for one in ledger.measures],
        "partner": [one.id for one in ledger.partners],
        "claim": [one.id.lower() for one in programme.definitions.claims],
        "indicator": [one.id for one in programme.definitions.indicators],
    }
    for name, ids in pages.items():
        for id in ids:
            assert heading(page(site, language, name, id))


@pytest.mark.parametrize("name", ["target", "measure", "partner", "claim", "indicator"])
def test_what_is_not_there_is_not_found(site: Client, name: str) -> None:
    with translation.override("nl"):
        response = site.get(reverse(name, args=("no-such-record",)))
    assert response.status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_money_and_every_sum_is_shown(site: Client, programme: Programme, language: str) -> None:
    text = page(site, language, "money")
    lines = programme.ledger.budget_lines
    assert missing((money(line.amount, language) for line in lines if line.amount is not None), text) == []
    sums: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        key = line.budget, line.heading.in_(language)
        sums[key] = sums.get(key, Decimal(0)) + (line.amount or 0)
    assert missing((money(amount, language) for amount in sums.values()), text) == []
    assert "507.179.000" in page(site, "nl", "money")
    assert "73.500.000" in page(site, "nl", "money")


def test_unknown_money_is_said_and_not_zero(site: Client, programme: Programme) -> None:
    unknown = sum(one.amount is None for one in programme.ledger.running_programmes)
    text = page(site, "nl", "money")
    assert unknown == 5
    assert text.count("<em>onbekend</em>") == unknown
    assert "€\u00a00<" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_say_what_a_naive_count_says(site: Client, programme: Programme, language: str) -> None:
    targets = programme.ledger.targets
    both = sum(one.bound is not None and one.deadline is not None for one in targets)
    assert re.findall(r"\d+", heading(page(site, language, "targets")))[:2] == [str(len(targets)), str(both)]
    verdicts = [one.verdict for one in reconcile(programme)]
    numbers = re.findall(r"\d+", heading(page(site, language, "recount")))
    assert numbers == [
        str(len(verdicts)),
        str(verdicts.count("reproduces")),
        str(verdicts.count("reproduces-under-another-reading")),
        str(verdicts.count("contradicts")),
    ]


def test_the_recount_narrows_by_verdict_area_and_words(site: Client, programme: Programme) -> None:
    for verdict in {one.verdict for one in reconcile(programme)}:
        wanted = sum(one.verdict == verdict for one in reconcile(programme))
        assert page(site, "nl", "recount", verdict=verdict).count("<article") == wanted
    about = [claim.id for claim in programme.definitions.claims if "3026" in claim.areas]
    text = page(site, "nl", "recount", area="3026")
    assert about
    assert re.findall(r'<article class="claim" id="(\w+)"', text) != []
    assert sorted(re.findall(r'<article class="claim" id="(\w+)"', text)) == sorted(id.lower() for id in about)
    assert page(site, "nl", "recount", q="NOORDEN").count("<article") >= 1
    nothing = page(site, "nl", "recount", q="zzzz")
    assert nothing.count("<article") == 0
    assert "Niets past bij deze keuze" in nothing


def test_the_recount_comes_in_the_order_chosen(site: Client, programme: Programme) -> None:
    def shown(**query: str) -> list[str]:
        return re.findall(r'<article class="claim" id="(\w+)"', page(site, "nl", "recount", **query))

    first_lines = {claim.id.lower(): int(re.split(r"\D", claim.lines)[0]) for claim in programme.definitions.claims}
    assert shown(sort="number") == sorted(first_lines)
    assert [first_lines[id] for id in shown(sort="line")] == sorted(first_lines.values())
    assert shown(sort="nonsense") == shown() != shown(sort="number")


def test_a_choice_that_does_not_exist_is_no_choice(site: Client, programme: Programme) -> None:
    text = page(site, "nl", "recount", verdict="<script>", area="' or 1=1")
    assert text.count("<article") == len(programme.definitions.claims)


@pytest.mark.parametrize("level", ["outcome", "output", "process", "input"])
def test_targets_narrow_by_level_and_check(site: Client, programme: Programme, level: str) -> None:
    states = {one.id: one for one in target_states(programme)}
    for check in ("yes", "no"):
        wanted = {
            one.id
            for one in programme.ledger.targets
            if one.level == level and states[one.id].checkable is (check == "yes")
        }
        shown = set(
            re.findall(
                r'<th scope="row"><a href="/en/targets/(\w+)/"', page(site, "en", "targets", level=level, check=check)
            )
        )
        assert shown == wanted


def test_measures_narrow_by_kind_theme_and_place(site: Client, programme: Programme) -> None:
    def shown(**query: str) -> set[str]:
        return set(re.findall(r'href="/en/measures/([\w-]+)/"', page(site, "en", "measures", **query)))

    measures = programme.ledger.measures
    assert shown(kind="principle") == {one.id for one in measures if one.kind == "principle"}
    assert shown(theme="work") == {one.id for one in measures if one.theme == "work"}
    place = next(one.areas[0] for one in measures if one.areas)
    assert shown(area=place) == {one.id for one in measures if place in one.areas}
    assert shown(area="city") == {one.id for one in measures if not one.areas}


@pytest.mark.parametrize("language", LANGUAGES)
def test_requests_about_persons_or_groups_carry_a_note(site: Client, programme: Programme, language: str) -> None:
    text = page(site, language, "agreements")
    marked = [one for one in programme.ledger.requests if one.personal_data or one.group_targeted]
    assert marked
    assert text.count('<p class="note">◇') == len(marked)
    assert "2007" in text[text.index('<p class="context">') :][:600]


def test_requests_narrow_by_kind_and_theme(site: Client, programme: Programme) -> None:
    wanted = {one.id.lower() for one in programme.ledger.requests if "law" in one.kinds and one.theme == "safety"}
    text = page(site, "en", "agreements", kind="law", theme="safety")
    assert set(re.findall(r'<li id="(r\d+)"', text)) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_target_names_the_areas_in_its_way(site: Client, language: str) -> None:
    text = page(site, language, "target", "O2")
    way = text[text.index('id="h-way"') :]
    assert re.findall(r'class="code">(\d{4})<', way)[:5] == ["3035", "3036", "3014", "3086", "3021"]
    gaps = ["0,9", "0,9", "0,5", "0,3", "0,2"] if language == "nl" else ["0.9", "0.9", "0.5", "0.3", "0.2"]
    rows = re.findall(r'<td class="num" data-l="[^"]*">([^<]+)</td>', way)[:10]
    assert rows[1::2] == gaps


def test_where_every_area_is_to_reach_a_bound_those_below_it_are_named(site: Client, programme: Programme) -> None:
    text = page(site, "en", "target", "O3")
    way = text[text.index('id="h-way"') : text.index("</table>", text.index('id="h-way"'))]
    below = {
        one.area
        for one in programme.releases[0].observations
        if one.indicator == "vi2006" and one.value is not None and one.value < 6
    }
    assert set(re.findall(r'class="code">(\d{4})<', way)) == below
    assert "13 areas stand in the way" in text


def test_parts_of_a_target_add_up(site: Client) -> None:
    text = page(site, "en", "target", "E1")
    assert "Together they make 10,000, exactly the number of the whole." in text


def test_places_in_pictures_are_written_with_points(site: Client) -> None:
    for name, args in (("money", ()), ("indicator", ("vi2006",)), ("target", ("O2",))):
        text = page(site, "nl", name, *args)
        assert re.findall(r'(?:x|x1|x2|cx|width)="[\d-]+,[\d]+%?"', text) == []
        assert re.search(r'(?:x|x1|x2|cx|width)="\d+\.\d+%"', text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_in_line_that_the_policy_forbids(site: Client, language: str) -> None:
    for name in LISTS:
        text = page(site, language, name)
        assert re.findall(r'<style|\sstyle="|<script(?![^>]*\ssrc=)|\son\w+="', text) == []


def test_every_id_on_a_page_is_there_once(site: Client) -> None:
    for name in LISTS:
        ids = re.findall(r'<[^>]+\sid="([^"]+)"', marked_up(site, "nl", name))
        assert [(name, id) for id in set(ids) if ids.count(id) > 1] == []


def test_every_link_within_the_registers_leads_somewhere(site: Client) -> None:
    seen: dict[str, int] = {}
    for name in LISTS:
        for address in set(re.findall(r'href="(/[^"#?]*)', page(site, "en", name))):
            if address not in seen and not address.startswith(("/static/", "/en/areas/", "/en/data/")):
                seen[address] = site.get(address).status_code
    assert {address: code for address, code in seen.items() if code not in (200, 302)} == {}


@pytest.mark.parametrize(
    ("register", "name"),
    [
        ("agreements", "agreements"),
        ("commitments", "agreements"),
        ("requests", "agreements"),
        ("practices", "practices"),
        ("adoptions", "practices"),
        ("facilities", "facilities"),
        ("hotspots", "zones"),
        ("zones", "zones"),
        ("area_plans", "area-plans"),
        ("capacities", "capacity"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_without_a_page_of_its_own_leads_to_its_history(
    site: Client, programme: Programme, register: str, name: str, language: str
) -> None:
    shown = marked_up(site, language, name)
    with translation.override(language):
        addresses = [reverse("history-record", args=(register, one.id)) for one in getattr(programme.ledger, register)]
    assert missing([f'href="{each}"' for each in addresses], shown) == []
    for address in addresses[:1]:
        assert site.get(address).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_partner_page_lists_all_places_that_name_it(site: Client, programme: Programme, language: str) -> None:
    ledger = programme.ledger
    for partner in ledger.partners:
        named = {each.id for one in ("facilities", "hotspots", "zones", "area_plans") for each in getattr(ledger, one)
                 if partner.id in each.partners}  # fmt: skip
        named |= {each.id for each in ledger.capacities if each.supplier == partner.id}
        shown = re.findall(r'<tr id="(?:facility|hotspot|zone|area-plan|capacity)-([^"]+)"',
                           marked_up(site, language, "partner", partner.id))  # fmt: skip
        assert sorted(shown) == sorted(each.lower() for each in named), partner.id


def test_a_long_list_of_targets_is_cut_into_pages_and_none_is_lost(
    site: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = site.get("/doelen/").content.decode()
    monkeypatch.setattr("wijkpeil.pages.targets.PAGE", 10)
    pages = [site.get(f"/doelen/?page={number}").content.decode() for number in range(1, 6)]
    rows = [re.findall(r'<th scope="row"><a href="/doelen/([\w-]+)/"', page) for page in pages]
    assert [len(some) for some in rows] == [10, 10, 10, 10, 2]
    assert [own for some in rows for own in some] == re.findall(r'<th scope="row"><a href="/doelen/([\w-]+)/"', whole)
    # What is counted above the list is counted over all pages.
    tally = re.findall(r'<ul class="tally">.*?</ul>', whole, re.DOTALL)
    strip = re.compile(r' id="theme-[\w-]+"')
    assert {
        strip.sub("", found) for page in pages for found in re.findall(r'<ul class="tally">.*?</ul>', page, re.DOTALL)
    } == {strip.sub("", one) for one in tally}
    assert 'href="?page=2#list"' in pages[0]
    narrowed = site.get("/doelen/?check=yes&page=2").content.decode()
    assert 'href="?check=yes&amp;page=1#list"' in narrowed


def test_links_to_places_on_the_list_of_targets_hold_on_whatever_page_they_stand(
    site: Client, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {f"theme-{one.theme}" for one in programme.ledger.targets}
    places |= {one.id.lower() for one in programme.ledger.ambitions}
    monkeypatch.setattr("wijkpeil.pages.targets.PAGE", 10)
    first = site.get("/doelen/").content.decode()
    ids = re.findall(r'\bid="([^"]+)"', first)
    assert places <= set(ids)
    assert len(ids) == len(set(ids))
