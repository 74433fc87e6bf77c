"""The trees of indices: what nodes hold, what they are called, what they weigh, and which indicators enter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Path, Raw
from wijkpeil.loading.suggest import did_you_mean
from wijkpeil.model.index import Index, IndexLevel, IndexNode
from wijkpeil.model.index_tree import each_node, node_id


class Placed(NamedTuple):
    """A node with the place that it stands at."""

    raw: Raw
    of: Index
    path: Path
    node: IndexNode
    depth: int


def placed_nodes(content: Content, *names: str) -> Iterator[Placed]:
    """Yield every node of every index, parents before their parts."""
    for raw, index in content.built("indices", "tree", "id", *names):
        pending: list[Placed] = [Placed(raw, index, ("tree",), index.tree, 0)]
        while pending:
            found = pending.pop(0)
            yield found
            pending = [
                *(
                    Placed(raw, index, (*found.path, "parts", number), part, found.depth + 1)
                    for number, part in enumerate(found.node.parts)
                ),
                *pending,
            ]


def nodes_hold_one_thing(content: Content) -> Iterator[Fault]:
    """A node is an indicator or has parts: one of the two."""
    for raw, index, path, node, _ in placed_nodes(content, "shape"):
        if node.indicator and node.parts:
            message = say("The node {id} is an indicator and has parts as well.", id=node_id(node))
            yield raw.fault(path, message, say("Keep either `indicator:` or `parts:`."))
        elif not node.indicator and not node.parts and index.shape is None:
            message = say("The node {id} has no indicator and no parts.", id=node_id(node, "tree"))
            yield raw.fault(path, message, say("Give it parts, or the indicator that it is."))


def nodes_are_told_apart(content: Content) -> Iterator[Fault]:
    """Each node of an index has an id of its own; a node with parts says it, an indicator has that of its own."""
    first: dict[tuple[int, str], tuple[Path, bool]] = {}
    for raw, index, path, node, depth in placed_nodes(content):
        own = node_id(node, "" if depth else str(index.id))
        if not own:
            message = say("A node with parts has no id.")
            yield raw.fault(path, message, say("Add `id:`, a word for what its parts measure together."))
            continue
        before = first.setdefault((id(raw), own), (path, node.id is not None))
        # Parts of one node that give the same id are found by the rule for lists.
        said = node.id is not None and before[1] and before[0][:-1] == path[:-1]
        if before[0] != path and not said:
            place = f"{raw.file}:{raw.place(before[0])[0]}"
            message = say("The id {id} is used twice; the first is at {place}.", id=own, place=place)
            yield raw.fault(path, message, say("Give one another id."))


def node_weights_can_be(content: Content) -> Iterator[Fault]:
    """A weight is 0 or more, and of the parts of a node at least one weighs something."""
    for raw, _, path, node, _ in placed_nodes(content):
        if node.weight < 0:
            message = say("The weight {weight} is below 0.", weight=node.weight)
            remedy = say("Write 0 or more; what lowers a score has `direction: down`.")
            yield raw.fault((*path, "weight"), message, remedy)
        if node.parts and all(part.weight == 0 for part in node.parts):
            message = say("All parts of {id} weigh 0, so that it has no score.", id=node_id(node, "tree"))
            yield raw.fault((*path, "parts"), message, say("Give at least one a weight above 0."))


def weight_sets_fit_the_tree(content: Content) -> Iterator[Fault]:
    """A set of weights names nodes of its index, weighs nothing below 0, and the index names a set that is there."""
    for raw, index in content.built("indices", "tree", "id", "weight_sets", "weight_set"):
        nodes = _ids(index)
        for number, chosen in enumerate(index.weight_sets):
            place: Path = ("weight_sets", number)
            lists = [("weights",), *(("votes", vote, "shares") for vote in range(len(chosen.votes)))]
            for path in lists:
                weights = chosen.weights if path == ("weights",) else chosen.votes[int(path[1])].shares
                yield from _weights(raw, (*place, *path), weights, nodes)
            yield from _weighed(raw, (*place, "nodes"), chosen.nodes, _branches(index))
        sets = [chosen.id for chosen in index.weight_sets]
        if index.weight_set is not None and index.weight_set not in sets:
            message = say("There are no weights {id}.", id=repr(index.weight_set))
            remedy = did_you_mean(index.weight_set, sets, say("Add them under `weight_sets:`, or correct the id."))
            yield raw.fault(("weight_set",), message, remedy)


def _weighed(raw: Raw, path: Path, named: tuple[str, ...], branches: set[str]) -> Iterator[Fault]:
    for number, each in enumerate(named):
        if each not in branches:
            message = say("There is no node {id} with parts in the tree.", id=repr(each))
            remedy = did_you_mean(each, branches, say("Name a node whose parts are to be weighed."))
            yield raw.fault((*path, number), message, remedy)


def _branches(index: Index) -> set[str]:
    return {node_id(node, str(index.id)) for node in each_node(index) if node.parts}


def _weights(raw: Raw, path: Path, weights: Any, nodes: set[str]) -> Iterator[Fault]:
    for number, each in enumerate(weights):
        if each.node not in nodes:
            message = say("There is no node {id} in the tree.", id=repr(each.node))
            remedy = did_you_mean(each.node, nodes, say("Name a node of the tree, or leave the weight out."))
            yield raw.fault((*path, number, "node"), message, remedy)
        if each.weight < 0:
            message = say("The weight {weight} is below 0.", weight=each.weight)
            yield raw.fault((*path, number, "weight"), message, say("Write 0 or more."))
    if "shares" in path and weights and not any(each.weight > 0 for each in weights):
        yield raw.fault(path, say("The vote shares out nothing."), say("Write the points, or leave the vote out."))


def _ids(index: Index) -> set[str]:
    return {str(index.id), *(node_id(node) for node in each_node(index))} - {""}


def sensitive_indicators_enter_with_a_ground(content: Content) -> Iterator[Fault]:
    """An indicator on origin, health or convictions enters an index only where it is said why."""
    sensitive = {each.id for each in content.records("indicators", "id", "sensitive") if each.sensitive}
    for raw, _, path, node, _ in placed_nodes(content):
        if node.indicator in sensitive and node.ground is None:
            message = say(
                "The indicator {id} is sensitive, and no ground is given for its place here.", id=node.indicator
            )
            yield raw.fault(path, message, say("Leave it out, or write the ground under `ground:`."))


def directions_are_said(content: Content) -> Iterator[Fault]:
    """It is known whether an indicator raises or lowers the score, and what is said agrees with the polarities."""
    known = {each.id: each.polarity for each in content.records("indicators", "id", "polarity")}
    whole = "indicators" not in content.unread
    for raw, index, path, node, _ in placed_nodes(content, "direction", "polarity"):
        said = node.direction or index.direction
        polarity = known.get(node.indicator or "")
        if node.indicator and said is None and polarity is None and not whole:
            message = say("It is not said whether {id} raises or lowers the score.", id=node.indicator)
            remedy = say("Write `direction: up` or `direction: down`, here or for the whole index.")
            yield raw.fault(path, message, remedy)
        if said is not None and polarity is not None and (said == "up") != (polarity == index.polarity):
            message = say(
                "The direction of {id} is {direction}; by its polarity and that of the index it is the other.",
                id=node.indicator,
                direction=said,
            )
            yield raw.fault(path, message, say("Correct one of them, unless the index means it so."), "warning")


def levels_fit_the_tree(content: Content) -> Iterator[Fault]:
    """There are no more levels than the tree is deep."""
    deepest: dict[int, int] = {}
    places = list(placed_nodes(content, "levels"))
    for raw, _, _, node, depth in places:
        deepest[id(raw)] = max(deepest.get(id(raw), 0), depth + 1 if node.parts else 0)
    for raw, index, _, _, depth in places:
        if not depth and len(index.levels) > deepest[id(raw)]:
            message = say(
                "There are {levels} levels, and nodes with parts lie {depth} deep.",
                levels=len(index.levels),
                depth=deepest[id(raw)],
            )
            yield raw.fault(("levels",), message, say("Leave out the levels that no node has."))


def branches_turn_what_they_rescale(content: Content) -> Iterator[Fault]:
    """A node with parts can only lower the node above it by what is done with its result."""
    for raw, index, path, node, depth in placed_nodes(content, "levels"):
        level = index.levels[depth] if depth < len(index.levels) else IndexLevel()
        if node.parts and node.direction == "down" and not (node.then or level.then):
            message = say(
                "The node {id} has parts and goes down, and nothing turns its result round.", id=node_id(node)
            )
            remedy = say("Add `then:` with a normalisation, or give the direction to its indicators.")
            yield raw.fault((*path, "direction"), message, remedy)
