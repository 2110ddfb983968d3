"""The frames of answers: whole sentences with slots, as the corpus draws them and as the model's grammar offers them.

`assistant.grammar.Frames` says what the slots are. Each role has several voices: plain, warm, brief. A frame may only say
what its role makes sure of: no praise that a row would have to earn, and no reason that is not the shop's.
"""

from __future__ import annotations

from collections.abc import Sequence

OPENINGS: dict[str, Sequence[str]] = {
    "plain": (
        "{L} {fits} best{j}.",
        "Start with {L}{t}.",
        "I would begin with {L}{t}.",
        "The one to look at first is {L}{t}.",
        "My first choice is {L}{t}.",
        "{L} {comes} closest to what you describe{j}.",
        "The best match here is {L}{t}.",
        "Of these, {L} {suits} you best{j}.",
        "I would go straight to {L}{t}.",
        "Have a look at {L} first{j}.",
        "{L} {is} what I would show you first{j}.",
        "At the top of my list {is} {L}{t}.",
        "That sounds like {L}{t}.",
    ),
    # Of the kind that was asked for; of what it was to be or do, the shop says nothing.
    "modest": (
        "One to look at is {L}{t}.",
        "You could begin with {L}{t}.",
        "{L} may be what you are after{j}.",
        "I would have a look at {L}{t}.",
        "A place to start is {L}{t}.",
    ),
    "about": (
        "For {a}, I would choose {L}{t}.",
        "For {a}, start with {L}{t}.",
        "For {a}, {L} {works} best{j}.",
        "For {a}, my first choice is {L}{t}.",
        "For {a}, have a look at {L}{t}.",
        "For {a}, I would go with {L}{t}.",
        "With {a} in mind, I would take {L}{t}.",
        "For {a}, {L} {comes} first on my list{j}.",
    ),
    "untold": (
        "{L} might do for {a}{j}.",
        "For {a}, one to try might be {L}{t}.",
        "Perhaps {L} would do for {a}{j}.",
        "For {a}, I would try {L}{t}.",
    ),
    "gift": (
        "{L} could make {a} smile{j}.",
        "As a present for {a}, I would pick {L}{t}.",
        "For {a}, I would wrap {L}{t}.",
        "My idea for {a} is {L}{t}.",
        "A present for {a} might be {L}{t}.",
    ),
    "present": (
        "As a present, I would pick {L}{t}.",
        "To give away, I would take {L}{t}.",
        "My idea for a present is {L}{t}.",
        "I would wrap {L}{t}.",
        "A present to start from is {L}{t}.",
    ),
    "place": (
        "{L} would look at home in {a}{j}.",
        "In {a}, I would put {L}{t}.",
        "I can see {L} in {a}{j}.",
        "{L} would sit well in {a}{j}.",
    ),
    "asked": (
        "{L} {comes} in {w}, as you asked{j}.",
        "You asked for {w}, and that is what you get with {L}{t}.",
        "In {w}, as you asked, there {is} {L}{t}.",
        "In {w}, my first choice is {L}{t}.",
    ),
    "joke": (
        "For a smile, I would try {L}{t}.",
        "I cannot promise a laugh, but {L} {comes} to mind{j}.",
        "Laughs are hard to promise, but I would try {L}{t}.",
        "If it is a laugh you want, try {L}{t}.",
    ),
    "pair": (
        "With your {p}, I would try {L}{t}.",
        "Next to your {p}, I can see {L}{t}.",
        "To go with your {p}, I would take {L}{t}.",
        "For your {p}, my first thought is {L}{t}.",
    ),
    "picture": (
        "{L} {looks} most like your picture{j}.",
        "Of these, {L} {comes} closest to your picture{j}.",
        "Your picture made me think of {L}{t}.",
        "The nearest to your picture is {L}{t}.",
        "By its looks, {L} {comes} first{j}.",
    ),
    "surprise": (
        "Have a look at {L}{t}.",
        "Here is something to begin with, {L}{t}.",
        "I would show you {L}{t}.",
        "Let me start with {L}{t}.",
        "Something you may not be looking for is {L}{t}.",
    ),
    "compare": (
        "Of these, I would put {L} first{j}.",
        "Let us start with {L}{t}.",
        "The first to weigh up is {L}{t}.",
        "To compare them, begin with {L}{t}.",
        "My vote goes to {L}{t}.",
    ),
    "cheap": (
        "{L} {costs} the least of these{j}.",
        "The cheapest of these {is} {L}{t}.",
        "To spend the least, take {L}{t}.",
        "The lowest price among these is on {L}{t}.",
    ),
    "near": (
        "I am not sure we have just that; the nearest I can show is {L}{t}.",
        "The nearest I can find is {L}{t}.",
        "It may not be quite what you mean, but {L} {comes} nearest{j}.",
        "Perhaps {L} {comes} near to what you mean{j}.",
        "What comes nearest here is {L}{t}.",
        "I can offer {L} as the nearest thing{j}.",
    ),
    "nothing": (
        "Nothing here is quite that; the nearest is {L}{t}.",
        "We do not seem to have that; {L} {comes} nearest{j}.",
        "I could not find what you ask for; the closest is {L}{t}.",
        "I did not find just that; the nearest thing is {L}{t}.",
        "To be honest, nothing here is that; {L} {comes} nearest{j}.",
        "I looked, and we have nothing of the kind; the closest is {L}{t}.",
    ),
    "none": (
        "I could not find anything of the kind; what you see only comes nearest in words.",
        "I looked and did not find that; what is shown is only the nearest by its words.",
        "To be honest, I did not find that; what is shown is no more than the nearest.",
        "I could not find what you ask for; take what is shown as a guess.",
    ),
    "vague": (
        "That leaves me much to guess; I would begin with {L}{t}.",
        "I have little to go by; one to start from is {L}{t}.",
        "Hard to say from so little, but I would look at {L}{t}.",
        "Without knowing more, I would start with {L}{t}.",
    ),
}

# By the grammar of the clause: what may stand in place of {j}, and besides in place of {t}, right behind the product.
JOINTS: dict[str, Sequence[str]] = {
    "noun": (": {f}", ": {it} {is} {f}"),
    "many": (": {f}",),
    "verb": (": {it} {f}", ", as {it} {f}", ": {it} {f}"),
    "part": (": {it} {is} {f}", ", as {it} {is} {f}"),
    "has": (": {it} {has} {f}", ": {it} {comes} with {f}"),
    "it": (": {f}",),
    "sentence": (": {f}",),
    "list": (": {f}",),
    "loose": (": {f}",),
}
TAILS: dict[str, Sequence[str]] = {
    "noun": (", {f}", ": {f}"),
    "part": (", {f}",),
    "has": (", with {f}",),
    "verb": (", which {f}",),
}

MORE: dict[str, Sequence[str]] = {
    "noun": ("{It} {is} {f}.", "In short, {it} {is} {f}.", "What you get is {f}."),
    "many": ("{It} {is} {f}.", "What you get: {f}."),
    "verb": ("{It} {f}.", "Good to know: {it} {f}."),
    "part": ("{It} {is} {f}.", "Good to know: {it} {is} {f}."),
    "has": ("{It} {has} {f}.", "{It} {comes} with {f}.", "You get {f}.", "Look out for {f}."),
    "it": ("{F}.", "Good to know: {f}."),
    "sentence": ("{F}.", "A good point: {f}.", "Good to know: {f}."),
    "list": ("Worth knowing: {f}.", "In detail: {f}.", "The shop notes: {f}."),
    "loose": ("In the shop's words: {f}.", "As the shop puts it: {f}.", "Worth knowing: {f}."),
}
# A second thing that is said of one product.
AGAIN: dict[str, Sequence[str]] = {
    "verb": ("{It} also {f}.", "Besides, {it} {f}.", "What is more, {it} {f}."),
    "part": ("{It} {is} also {f}.", "What is more, {it} {is} {f}.", "Besides, {it} {is} {f}."),
    "has": ("{It} also {has} {f}.", "Besides, {it} {has} {f}."),
    "it": ("What is more, {f}.", "Besides, {f}."),
    "sentence": ("Besides, {f}.", "And {f}."),
}

SECOND: dict[str, Sequence[str]] = {
    "noun": (
        "{L} {is} different: {f}.",
        "The other one to see is {L}, {f}.",
        "If you would like a change, look at {L}: {f}.",
        "By contrast, {L} {is} {f}.",
        "With {L}, what you get is {f}.",
        "Or take {L}, {f}.",
    ),
    "many": (
        "{L} {is} different: {f}.",
        "The next to see is {L}: {f}.",
        "If you would like a change, look at {L}: {f}.",
        "Or take {L}: {f}.",
    ),
    "verb": (
        "{L} {f}.",
        "{L}, on the other hand, {f}.",
        "By contrast, {L} {f}.",
        "{L} {is} worth a look too, since {it} {f}.",
        "Or take {L}, which {f}.",
    ),
    "part": (
        "{L}, by contrast, {is} {f}.",
        "{L} {is} different: {it} {is} {f}.",
        "{L} {is} worth a look as well, as {it} {is} {f}.",
        "Or take {L}, {f}.",
    ),
    "has": (
        "{L}, by contrast, {has} {f}.",
        "{L} {comes} with {f}.",
        "Or take {L}, with {f}.",
    ),
    "it": (
        "{L} {is} different: {f}.",
        "{L} {is} worth a look too, since {f}.",
        "As for {L}, {f}.",
        "Or take {L}: {f}.",
    ),
    "sentence": (
        "With {L}, {f}.",
        "{L} {is} different: {f}.",
        "As for {L}, {f}.",
        "Or take {L}: {f}.",
    ),
    "list": ("{L} {is} different: {f}.", "Or take {L}: {f}."),
    "loose": ("{L} {is} different: {f}.", "Or take {L}: {f}.", "The next to see is {L}: {f}."),
}

THIRD: dict[str, Sequence[str]] = {
    "noun": ("And then there {is} {L}, {f}.", "A third choice is {L}, {f}.", "Last, have a look at {L}: {f}."),
    "many": ("And then there {is} {L}: {f}.", "A third choice is {L}: {f}.", "Last, have a look at {L}: {f}."),
    "verb": ("A third choice is {L}, which {f}.", "And {L} {f}.", "Last, {L} {f}."),
    "part": ("A third choice is {L}, {f}.", "And then there {is} {L}, {f}.", "Last, {L} {is} {f}."),
    "has": ("A third choice is {L}, with {f}.", "And {L} {has} {f}.", "Last, {L} {comes} with {f}."),
    "it": ("A third choice is {L}: {f}.", "And then there {is} {L}: {f}."),
    "sentence": ("A third choice is {L}: {f}.", "Last, have a look at {L}: {f}."),
    "list": ("A third choice is {L}: {f}.", "And then there {is} {L}: {f}."),
    "loose": ("A third choice is {L}: {f}.", "And then there {is} {L}: {f}."),
}

# How the second differs, each true by its rows: with a clause, or by one thing alone.
DIFFERENCES: dict[str, Sequence[str]] = {
    "two_material": (
        "Where {M} {first_is} made of {k}, {L} {is} made of {m}.",
        "If you would rather have {m} than {k}, take {L}.",
        "{L} {is} made of {m} instead of {k}.",
    ),
    "two_color": (
        "Where {M} {first_comes} in {n}, {L} {comes} in {c}.",
        "If you prefer {c} to {n}, look at {L}.",
        "{L} {is} the one in {c}.",
    ),
    "cheaper": (
        "{L} {costs} less than {M}.",
        "To spend less than on {M}, take {L}.",
    ),
    "sibling": (
        "Another choice is {L}{t}.",
        "Of the same kind, there {is} also {L}{t}.",
        "Beside {M}, look at {L}{t}.",
    ),
    "shelf": (
        "From another shelf, {q}, there {is} {L}{t}.",
        "Under {q}, there {is} also {L}{t}.",
        "For something else, see {L} under {q}{j}.",
    ),
    "brand": (
        "From {b}, there {is} {L}{t}.",
        "{b} has another idea with {L}{t}.",
        "By another maker, {b}, there {is} {L}{t}.",
    ),
    "worth": ("{L} {is} worth a look as well.", "See {L} too.", "Have a look at {L} as well."),
}

# What the row says of looks, when nothing else has said it.
LOOKS: dict[str, Sequence[str]] = {
    "also": (
        "{It} {comes} in {v} as well.",
        "You can have {them} in {v} too.",
        "If you prefer another colour, there is also {v}.",
    ),
    "color other": ("{It} {comes} in {c} rather than {o}.", "Mind that {it} {comes} in {c}, not in {o}."),
    "looks/cm": ("{It} {is} made of {m} and {comes} in {c}.", "{It} {comes} in {c}, made of {m}."),
    "looks/c": ("{It} {comes} in {c}.", "The colour is {c}."),
    "looks/m": ("{It} {is} made of {m}.", "The material is {m}."),
    "looks/b": ("{It} {is} by {b}.", "The maker is {b}."),
}

STOCK: dict[str, Sequence[str]] = {
    "cheapest": (
        "The cheapest of these {is} {L}.",
        "The easiest on the purse {is} {L}.",
        "{L} {costs} the least.",
        "To spend the least, take {L}.",
    ),
    "out_of_stock": ("Note that {it} {is} out of stock for now.", "{It} {is} out of stock at the moment."),
    "preorder": ("{It} can be ordered ahead.", "{It} {is} up for preorder."),
    "backorder": ("{It} {is} on backorder, so {it} {comes} a little later.",),
    "last": (
        "Other words or a picture may find more.",
        "Tell me more and I will look again.",
        "A picture of what you mean would help.",
        "Say a little more, and I will look again.",
    ),
}


def frames_by_role() -> dict[str, list[str]]:
    """All frames, their slots left open, as `assistant.grammar` wants them."""
    formed = {"joint": JOINTS, "tail": TAILS, "more": MORE, "again": AGAIN, "second": SECOND, "third": THIRD}
    roles: dict[str, Sequence[str]] = {
        **OPENINGS,
        **{f"{role}/{form}": frames for role, table in formed.items() for form, frames in table.items()},
        **DIFFERENCES,
        **LOOKS,
        **STOCK,
    }
    return {role: list(dict.fromkeys(frames)) for role, frames in roles.items()}
