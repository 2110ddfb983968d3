"""The words and signs by which a sentence claims something of a product, for `assistant.claims` and whoever reads requests and
rows for the same things.

Lists, as in `assistant.english`: a word that is missing lets a claim pass unread, and one too many costs a true sentence.
"""

from __future__ import annotations

import re

from assistant.english import ROOMS

COLORS = tuple(
    """red green blue yellow orange purple pink brown black white grey gray beige cream ivory navy teal turquoise
    mint sage olive lime mustard gold silver bronze copper rust terracotta coral peach salmon rose blush
    burgundy maroon plum lilac lavender violet indigo cobalt charcoal slate taupe camel crimson scarlet
    magenta fuchsia khaki amber emerald ochre pastel golden""".split()
)
MATERIALS = tuple(
    """ceramic stoneware porcelain earthenware terracotta glass crystal wood wooden oak walnut beech pine bamboo
    rattan wicker cork linen cotton wool silk velvet leather suede felt canvas denim nylon polyester rubber
    foam plastic silicone resin acrylic metal steel iron brass copper aluminium aluminum zinc tin marble
    stone granite concrete plaster paper cardboard wax beeswax enamel gold silver pearl straw jute raffia
    satin lace fleece cashmere corduroy chocolate fondant marzipan gingerbread""".split()
)
COUNTS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand dozen double "
    "triple twice half"
).split()
SIZES = (
    "small smaller smallest medium large larger largest huge tiny mini giant oversized compact petite tall taller tallest "
    "wide wider narrow narrower inch inches centimetre centimetres centimeter centimeters metre metres litre litres liter "
    "liters gram grams kilo kilos kilogram kilograms ounce ounces"
).split()
SPOKEN_SIZES = {
    "xs": "extra small",
    "s": "small",
    "m": "medium",
    "l": "large",
    "xl": "extra large",
    "xxl": "extra large",
}
MONEY = re.compile(
    r"\b(dollars?|euros?|pounds|pence|cents?|bucks|per ?cent|discount\w*|bargains?|free (?:shipping|delivery)|half price|"
    r"on sale|guarantee\w*|refund\w*|warranty|today only|"
    r"(?:within|under|inside|fits?|below) (?:your|the|that) (?:budget|limit|price))\b",
    re.IGNORECASE,
)
CHEAPEST = re.compile(
    r"\b(cheapest|costs? the least|spend the least|on the purse|lowest price|cheap|affordable|inexpensive|economical|good "
    r"value|value for money|low[- ]priced|reasonably priced)\b",
    re.IGNORECASE,
)
DEAREST = re.compile(
    r"\b(most expensive|priciest|dearest|costs? the most|highest price|expensive|pricey|costly)\b", re.IGNORECASE
)
# Of CHEAPEST and DEAREST, what prices say, and no text.
COUNTED = re.compile(r"cheapest|priciest|dearest|most expensive|\b(?:lowest|highest|least|most)\b", re.IGNORECASE)
STOCK = {
    "out_of_stock": re.compile(r"\b(out of stock|sold out|unavailable|(?:not|no longer) available)\b", re.IGNORECASE),
    "preorder": re.compile(r"\b(pre-?order\w*|ordered ahead)\b", re.IGNORECASE),
    "backorder": re.compile(r"\b(back-?order\w*)\b", re.IGNORECASE),
    "in_stock": re.compile(r"\b(in stock|available (?:now|today)|ready to (?:ship|send))\b", re.IGNORECASE),
}
# What no row tells: it stands only where the product's own text says it.
HEARSAY = re.compile(
    r"\b((?:a )?few left|last (?:one|ones|pieces?)|(?:sell\w*|go\w*) fast|almost gone|hurry|"
    r"limited (?:time|stock|edition|offer)|back soon|deliver(?:y|ed|s)|next[- ]day|ships|shipping|"
    r"arrives (?:by|on|today|tomorrow)|best[- ]?sell\w+|(?:most|so) popular|top[- ]rated|"
    r"reviews?|award\w*|number one|recommended by)\b",
    re.IGNORECASE,
)
CHEAPER = re.compile(r"\b(costs? less|cheaper|spend less|less expensive)\b", re.IGNORECASE)
DEARER = re.compile(r"\b(costs? more|dearer|pricier|more expensive)\b", re.IGNORECASE)
# Words by which a sentence sets its product beside the one cited before.
COMPARES = re.compile(r"\b(instead of|rather than|rather have|prefer|than|where|while|unlike)\b", re.IGNORECASE)
# From here to the next comma or product it speaks of the other one, or of what was asked for in vain.
OTHER = re.compile(
    r"\b(?:instead of|rather than|unlike|than|not|no|none|nothing|without|isn't|aren't|(?<=prefer )[\w' -]+? to)\b"
    r"(?:[^,;:\[]|, (?=[\w' ]+(?:,| and )))*",
    re.IGNORECASE,
)
ALL = re.compile(r"\b(?:all|both|every|each)\b(?: of)? (?:these|them|are|come|is|the|one|three|four)\b", re.IGNORECASE)
OF_THEM = re.compile(r"\b(?:of|between) (?:the|these|those) (?:two|three|four)\b", re.IGNORECASE)
JOINED = re.compile(r"\s*(?:,|and|or|,? and|&)\s*")
REFERENCE = re.compile(r"\[([A-Z])\]")
MARKUP = re.compile(r"https?:|www\.|@|[*_#<>|`\\{}\[\]~]|\.(?:com|net|org|io|shop)\b", re.IGNORECASE)
NAME = re.compile(r"(?<=[a-z,;'’–—-] )[A-ZÀ-ÖØ-Þ][\w'’-]+")
# Names that are nobody's.
COMMON_NAMES = frozenset(
    """i i'm i'd i'll i've monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december christmas easter halloween valentine's english french italian""".split()
)
AMOUNTS = ("Nd", "Nl", "No", "Sc")  # digits and currencies of any script, "½", "Ⅷ"
WORD = re.compile(r"[a-zà-öø-ɏ]+(?:'[a-z]+)?")
STOP = frozenset(
    """a an and are as at be best but by can comes for from had has have i if in into is it its just like look
    looks made make makes more most much my no not of off on one or other our out over so some such than
    that the their them then there these they this to too two up use used want was way we well what when
    where which while will with would you your good great little nice perfect ideal set pair each both every
    any all very""".split()
)
ROOM = "|".join(sorted(ROOMS))
