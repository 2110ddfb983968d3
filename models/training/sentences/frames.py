"""The frames of answers: whole sentences with slots, as the corpus draws them and as the model's grammar offers them.

{L} is the product spoken of, {M} the first one where two are compared; {j} a joint and a clause, {f} a clause; {b} {c} {m}
brand, colour and material, {n} {k} the first one's colour and material; {a} words of the request, {w} what was asked for,
{o} a colour asked for in vain. {is}, {it}, {comes} … follow the product's number, {first_is} and {first_comes} the first
one's.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.grammar import in_number
from models.training.sentences.products import FactForm

OPENINGS: dict[str, Sequence[str]] = {
    "plain": (
        "{L} {fits} best{j}.",
        "Start with {L}{j}.",
        "{L} {comes} closest to what you describe{j}.",
        "I would begin with {L}{j}.",
        "The one to look at first is {L}{j}.",
        "My first choice is {L}{j}.",
        "{L} {comes} closest{j}.",
        "You will want to see {L} first{j}.",
        "The best match here is {L}{j}.",
        "Of these, {L} {suits} you best{j}.",
        "I would go straight to {L}{j}.",
        "Have a look at {L} first{j}.",
    ),
    "about": (
        "For {a}, I would choose {L}{j}.",
        "{L} would be right for {a}{j}.",
        "For {a}, start with {L}{j}.",
        "For {a}, {L} {works} best{j}.",
        "Thinking of {a}, {L} {comes} first{j}.",
        "For {a}, my first choice is {L}{j}.",
    ),
    "asked": (
        "{L} {is} {w}, as you asked{j}.",
        "You asked for {w}, and {L} {is} just that{j}.",
        "In {w}, as you asked, there is {L}{j}.",
        "{L} {comes} in {w}, as you want {them}{j}.",
    ),
    "gift": (
        "{L} would make {a} smile{j}.",
        "As a present for {a}, I would pick {L}{j}.",
        "For {a}, {L} would be a joy to unwrap{j}.",
    ),
    "place": ("{L} would look at home in {a}{j}.", "In {a}, {L} would look right{j}."),
    "joke": (
        "If it is a laugh you want, {L} will do it{j}.",
        "{L} {is} gloriously silly{j}.",
        "It is hard to keep a straight face at {L}{j}.",
        "For a good laugh, start with {L}{j}.",
        "Nothing here is sillier than {L}{j}.",
    ),
    "pair": (
        "{L} would sit well with your {a}{j}.",
        "Next to your {a}, {L} would look right{j}.",
        "To go with your {a}, I would take {L}{j}.",
    ),
    "picture": (
        "{L} {looks} most like your picture{j}.",
        "Of these, {L} {comes} closest to your picture{j}.",
        "Your picture made me think of {L}{j}.",
        "The nearest to your picture is {L}{j}.",
    ),
    "surprise": (
        "Have a look at {L}{j}.",
        "Here is one you may not expect, {L}{j}.",
        "I would show you {L}{j}.",
        "Let me start with {L}{j}.",
    ),
    "nothing": (
        "Nothing here is quite that; the nearest is {L}{j}.",
        "We do not have quite that; {L} {comes} nearest{j}.",
        "I could not find just what you ask for; the closest is {L}{j}.",
        "That is not on our shelves; the nearest thing is {L}{j}.",
        "To be honest, nothing here is that; {L} {comes} nearest{j}.",
    ),
}

# By the grammar of the clause: what may stand in place of ": {f}".
JOINTS: dict[FactForm, Sequence[str]] = {
    "noun": (": {f}", ": {f}", ": {f}", ", {f}"),
    "many": (": {f}",),
    "verb": (": {it} {f}", ": {it} {f}", ", because {it} {f}", ", since {it} {f}"),
    "part": (": {it} {is} {f}", ": {it} {is} {f}", ", {f}"),
    "it": (": {f}", ": {f}", ", because {f}"),
    "sentence": (": {f}",),
}

MORE: dict[FactForm, Sequence[str]] = {
    "noun": ("Think of it as {f}.", "What you get is {f}."),
    "many": ("What you get: {f}.", "You get {f}."),
    "verb": ("{It} also {f}.", "{It} {f}.", "Better still, {it} {f}.", "Best of all, {it} {f}."),
    "part": ("{It} {is} {f}.", "{It} {is} also {f}.", "What is more, {it} {is} {f}."),
    "it": ("Better still, {f}.", "Best of all, {f}.", "What is more, {f}."),
    "sentence": ("The shop adds that {f}.", "A nice touch: {f}.", "Note one thing: {f}.", "And there is this: {f}."),
}

SECOND: dict[FactForm, Sequence[str]] = {
    "noun": (
        "{L} {is} different: {f}.",
        "The other one to see is {L}, {f}.",
        "If you would like a change, look at {L}: {f}.",
        "By contrast, {L} {is} {f}.",
        "With {L} you get {f}.",
    ),
    "many": (
        "{L} {is} different: {f}.",
        "The next to see is {L}: {f}.",
        "If you would like a change, look at {L}: {f}.",
        "With {L} you get {f}.",
    ),
    "verb": (
        "{L} {f}.",
        "{L}, on the other hand, {f}.",
        "{L} {is} worth a look too, since {it} {f}.",
        "By contrast, {L} {f}.",
    ),
    "part": (
        "{L}, by contrast, {is} {f}.",
        "{L} {is} different: {it} {is} {f}.",
        "{L} {is} worth a look as well, as {it} {is} {f}.",
    ),
    "it": (
        "{L} {is} different: {f}.",
        "{L} {is} worth a look too, since {f}.",
        "As for {L}, {f}.",
    ),
    "sentence": (
        "With {L}, {f}.",
        "{L} {is} another matter: {f}.",
        "{L} {has} {its} own charm: {f}.",
        "As for {L}, {f}.",
    ),
}

THIRD: dict[FactForm, Sequence[str]] = {
    "noun": (
        "And then there is {L}, {f}.",
        "For something unexpected, there is {L}, {f}.",
        "The wild card is {L}: {f}.",
        "The surprise is {L}: {f}.",
    ),
    "many": ("For something unexpected, try {L}: {f}.", "The wild card is {L}: {f}.", "And then there is {L}: {f}."),
    "verb": ("The surprise is {L}: {it} {f}.", "And {L} {f}.", "For something unexpected, {L} {f}."),
    "part": ("The wild card is {L}: {it} {is} {f}.", "And then there is {L}, {f}."),
    "it": ("The surprise is {L}: {f}.", "And then there is {L}: {f}."),
    "sentence": ("The surprise is {L}: {f}.", "For something unexpected, try {L}: {f}.", "And with {L}, {f}."),
}


# For a product whose shop says nothing more of it.
BARE = (
    ": {it} {comes} in {c} and {is} made of {m}",
    ": {it} {is} made of {m}",
    ": {it} {comes} in {c}",
    ": {it} {is} the nearest by name",
)

# By what a product must have.
LOOKS: dict[str, tuple[str, ...]] = {
    "color asked": ("{It} {comes} in {c}, as you asked.", "The {c} you asked for is there."),
    "color other": ("{It} {comes} in {c} rather than {o}.", "{It} {comes} in {c}, not in {o}."),
    "material asked": ("{It} {is} made of {m}, just as you want {them}.",),
    "bcm": (
        "{b} makes {them} in {c}, of {m}.",
        "{It} {comes} in {c}, of {m}, by {b}.",
    ),
    "cm": ("{It} {is} made of {m} and {comes} in {c}.", "{It} {comes} in {c}, made of {m}."),
    "bc": ("{b} makes {them} in {c}.", "{It} {is} by {b} and {comes} in {c}."),
    "bm": ("{b} makes {them} of {m}.", "{It} {is} by {b}, made of {m}."),
    "b": ("{It} {is} by {b}.",),
}

TWO: dict[str, tuple[str, ...]] = {
    "two_material": (
        "Where {M} {first_is} made of {k}, {L} {is} made of {m}.",
        "If you would rather have {m} than {k}, take {L}.",
    ),
    "two_color": (
        "Where {M} {first_comes} in {n}, {L} {comes} in {c}.",
        "If you prefer {c} to {n}, look at {L}.",
    ),
}
NEXT = ("{L}, by {b}, {is} the next to see{j}.", "{b} has another idea with {L}{j}.")
SAME = ("{L} {is} made of {m} as well{j}.",)
WORTH = ("{L} {is} worth a look as well.",)

STOCK: dict[str, tuple[str, ...]] = {
    "cheapest": (
        "The cheapest of them is {L}.",
        "The easiest on the purse is {L}.",
        "{L} {costs} the least.",
        "To spend the least, take {L}.",
    ),
    "out_of_stock": ("Note that {L} {is} out of stock for now.", "{L} {is} out of stock at the moment."),
    "preorder": ("{L} can be ordered ahead.", "{L} {is} up for preorder."),
    "backorder": ("{L} {is} on backorder, so {it} {comes} a little later.",),
}
LAST = (
    "Other words or a picture may find more.",
    "Tell me more and I will look again.",
    "A picture of what you mean would help.",
)


def say(frame: str, plural: bool, **given: str) -> str:
    """Fill a frame: its words of number for one product or for many, its slots from `given`."""
    return in_number(frame, plural).format(**given)


def frames_by_role() -> dict[str, list[str]]:
    """All frames, their slots left open, as `assistant.grammar` wants them."""
    loose = {"joint": (": {f}",), "more": MORE["sentence"][1:], "second": SECOND["many"][:3], "third": THIRD["many"]}
    formed = {"joint": JOINTS, "more": MORE, "second": SECOND, "third": THIRD}
    roles: dict[str, Sequence[str]] = {
        **OPENINGS,
        **{f"{role}/{form}": frames for role, table in formed.items() for form, frames in table.items()},
        **{f"{role}/loose": frames for role, frames in loose.items()},
        **{f"looks/{needs}": frames for needs, frames in LOOKS.items()},
        **TWO,
        **STOCK,
        "bare": BARE,
        "next": NEXT,
        "same": SAME,
        "worth": WORTH,
        "last": LAST,
    }
    return {role: list(dict.fromkeys(frames)) for role, frames in roles.items()}
