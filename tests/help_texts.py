"""Pages of an invented shop's, and questions: what a passage answers, what none does, and what is no question to the shop."""

from __future__ import annotations

PAGES = {
    "delivery.md": """# Delivery

## How long it takes
Orders placed before noon leave our warehouse the same day. Standard delivery takes two to three working days, express
arrives the next working day.

## What it costs
Standard delivery is 4.90 and free for orders over 60. Express is 12.

## Abroad
We ship to the countries of the European Union and to Switzerland. Customs duties are paid by the recipient.

## Tracking
As soon as your parcel is on its way, we send a link to follow it.
""",
    "returns.txt": """Returns and refunds

You may send anything back within thirty days, unworn and in its box. Print the label from the parcel's note and hand
the parcel in at any post office; we pay the postage.

Refunds are made to the card you paid with, at most five working days after the parcel has reached us.

Earrings and food cannot be returned, for hygiene.
""",
    "sizes-and-care.md": """# Sizes and care

## Shoes
Our shoes run small: take one size larger than usual. Measure your foot in the evening.

| foot, cm | EU | UK |
|---|---|---|
| 24 | 38 | 5 |
| 25 | 39 | 6 |

## Washing wool
Wash woollen things by hand in lukewarm water and dry them flat. Never tumble dry.

## Ceramics
Mugs and bowls may go into the dishwasher unless they have a gold rim.
""",
}
ANSWERED = {
    "How long does delivery take?": "two to three working days",
    "when will my parcel arrive": "two to three working days",
    "what does shipping cost?": "4.90",
    "delivery costs": "4.90",
    "Do you ship to Switzerland?": "Switzerland",
    "do you deliver to Spain?": "European Union",
    "how can I track my order?": "link to follow",
    "where is my order 4711?": "link to follow",
    "Can I return shoes that don't fit?": "thirty days",
    "I want to send it back": "thirty days",
    "returns": "thirty days",
    "when do I get my money back?": "five working days",
    "how long does a refund take": "five working days",
    "can I return earrings?": "Earrings",
    "what size should I take for shoes?": "one size larger",
    "which size is 25 cm": "39",
    "how do I wash a wool jumper?": "by hand",
    "can the mug go in the dishwasher?": "dishwasher",
    "is it ok to tumble dry wool?": "tumble dry",
}
UNANSWERED = (
    "Can I pay with an invoice?",
    "what are your opening hours?",
    "do you have a warranty on lamps?",
    "how do I use a voucher?",
    "what is your privacy policy?",
)
SHOPPING = (
    "crocs as flower pots",
    "a delivery van for my nephew",
    "a washing basket",
    "iron doorstop",
    "gift card holder in leather",
    "size zero waste soap",
    "what goes with a navy dress",
    "which of your trainers is the lightest?",
    "the cheapest candle",
    "a ship in a bottle",
    "something to carry parcels on my bike",
    "retro parcel tape",
    "",
    "?",
)
