"""English as shops and shoppers write it: the words by which `assistant.facts` and `assistant.asking` tell what is what.

Lists, not a grammar: a word that is missing costs a clause or a turn of phrase, never a wrong claim.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def phrases(text: str) -> re.Pattern[str]:
    """A pattern that finds any of these, parted by commas, as whole words in any case; each may be a pattern itself."""
    return re.compile(rf"\b(?:{'|'.join(item.strip() for item in ' '.join(text.split()).split(','))})\b", re.IGNORECASE)


# What one product does. A word that is a noun as often is left out, unless it is a shop's common verb.
VERBS = _words(
    """
    absorbs accommodates adapts adds adjusts ages aims allows arrives attaches bakes balances bends blends
    blocks boils boosts bounces breathes brews brightens brings builds burns calculates calms carries catches
    celebrates charges chills chimes chops cinches cleans cleanses climbs closes collapses combats combines
    comes complements compresses connects contains contours converts cooks cools covers cradles creates cushions
    cuts deepens delivers detaches detects dims displays dissolves doubles drains drapes draws dresses dries
    drops eliminates embodies employs empties enables encourages enhances ensures evokes exfoliates expands
    extends fades falls fastens features feels ferments fills finishes fits flares flatters floats flows foams folds
    forgives frees freezes fulfils gathers gets gives glides glows goes grinds grips grows guards hangs has
    heats helps hides highlights holds hovers hugs hydrates improves includes inflates insulates is isn't joins
    keeps knows laces lasts lathers lays learns leaves lends lets lies lifts looks maintains makes manages maps
    massages melts minimises minimizes mixes moisturises moisturizes mounts moves needs nests never nourishes
    offers opens packs pairs pauses peels perches performs perfumes pivots plays pleases plumps pours prevents prints
    promises promotes props protects proves provides pulls puts rates reaches reads recalls reclines records
    reduces reflects refreshes relieves remains remembers removes repairs repels resembles resists restores
    rests retains reveals rewards rides rings rinses rocks rolls rotates runs saves scans seals seats secures
    senses serves shapes sheds shelters shines shoots shrinks shuts sits skims slices slides slips smells
    smooths soaks softens soothes sorts sounds spans sparkles spreads squeaks stacks stands starts stashes stays
    stirs stores streamlines streams stretches suits supports survives sustains swings swivels syncs takes
    tastes teaches tells thrives throws ticks tilts tingles tips tolerates transports traps travels turns
    twinkles unfolds unzips uses varies vibrates wakes walks warms washes waters wears weathers weighs whisks
    wicks wipes works wraps zooms
    """
)
MANY_VERBS = _words("are have aren't")
MODALS = _words("will can won't")
# A sentence that begins so tells the reader what to do.
COMMANDS = _words(
    """
    add adjust apply ask avoid be beat become bid boost break brew bring browse build bust buy call carry catch
    celebrate challenge charge check choose claim clip combine come command complete conquer consider count
    create dance defy delight discover display dive do don't dress drop earn elevate embrace enhance enjoy
    ensure escape expect experience explore express face feel fill find fit flaunt focus follow forget gear get
    gift give go grab hang have head hear hit hold hop imagine improve include indulge introduce invest join
    jump just keep kick know laugh lay layer lean learn leave let lift listen live load log look lose love
    machine make master meet mix move never note open order own pack pair pick place play please plug pop pour
    power prepare protect pull push put race reach read ready recharge relax relish remember rest ride rinse
    rock roll run save say season see select send set shake shape share shop show sign sip sit skip sleep slide
    slip snuggle spend spice splash spray spread stand start stash stay step stick stock stop store stretch
    style support surprise sweat switch take tell think throw tie toss treat trek try tuck turn unleash unwind
    update upgrade use wake walk warm wash watch water wear welcome wipe work wrap write zip
    """
)
# A sentence that begins so asks, hangs on another one, or speaks of somebody else.
ASIDES = _words(
    """
    after also although and as available because before but chances even everyone guys here here's how i i'm
    if ladies let's maybe meanwhile my no nobody not nothing once or perhaps plus rather since so somebody
    sorry than that's there there's though unless until we we'll we're we've well what what's when whether
    while who whose why yes you you'll you're you've your
    """
)
# Boasts, care labels, terms of sale, and turns of phrase that make no sense out of their place.
HYPE = phrases(
    r"""
    must-have, can't, cannot, couldn't, love, loves, loved, fave, favorite, favourite, best friend,
    best-selling, guarantee\w*, warranty, returns?, shipping, delivery, discount, sale, free gift, free of
    charge, choices, sold separately, best ever, world's, number one, rated, reviews?, damned?, machine
    wash\w*, hand wash\w*, line dry, hang to dry, tumble dry, dry clean\w*, wash cold, spot clean, imported,
    sizes?, sizing, model is, you'll, you're, you've, excuses?, says? so, amazing, awesome, ultimate,
    unbeatable, stunning, gorgeous, new arrivals?, trend\w*, everything you need, speaks? for, standard large,
    you need, you want, worry, wishing, awaits?, it's not, it is not, only the, more than, are back, is back,
    in your corner, helps to, in stock, out of stock, sold out, cheapest, lowest price, affordable, stars?, today only
    """
)
# What is said of a product may begin so: "made of wool", "light enough to fold".
DESCRIBING = _words(
    """
    adjustable best big breathable built carved comfortable constructed convenient crafted cut designed
    durable dyed easy engineered equally equipped essential filled finished foldable for fully good great
    hand-made hand-painted hand-thrown handmade ideal inspired knit knitted large light lighter lightweight
    lined long made moisture-wicking narrow packed padded painted perfect printed quick-drying reinforced
    reversible shaped sized small soft stackable strong sturdy styled suitable suited tailored tall thick thin
    topped treated trimmed versatile warm washable water-resistant waterproof wide woven
    """
)
ADJECTIVES = _words(
    """
    adjustable big breathable casual chafe-resistant classic comfortable comfy compact cosy cozy deep durable
    fade-resistant firm fitted flattering flexible foldable handsome large light lightweight long loose modern
    moisture-wicking narrow odor-resistant plain portable practical quick-drying quiet reversible roomy round
    rugged seamless sharp sleek slim small smooth soft sporty square stackable stretchy strong sturdy stylish
    subtle supportive sweat-wicking tall thick thin ultra-lightweight versatile warm washable water-resistant
    waterproof wide
    """
)
# Parts that are had without an article, and with one.
NO_ARTICLE = _words(
    """
    aluminium aluminum backlight banding binding brass breathability ceramic coating comfort construction
    cotton coverage denim detail detailing embroidery fabric fleece foam glass hardware insulation leather
    length lettering lighting linen lycra material memory mesh nylon oak padding piping polyester porcelain
    protection rouching rubber ruching satin seaming shirring silicone silk sound space spandex steel
    stitching storage stretch suede support technology topstitching trim velvet ventilation visibility warmth
    wear wood wool
    """
)
WITH_ARTICLE = _words(
    """
    alarm applicator back backrest band base battery bell bezel bill blade border bottom bra brief brim brush
    buckle button cable cap case chain charger clasp closure collar compartment compass cord cover cuff cut
    design dial display door drawcord drawer drawstring edge exterior face filter finish fit foot footbed
    frame fringe grip gusset handle heel hem hinge holder hood hook inseam insert insole interior label layer
    leg lid light liner lining logo loop microphone midsole mirror neck neckline outsole panel patch pattern
    pedal pendant placket plug pocket pouch print pump rim rise scent screen seat sensor setting shade shape
    shelf silhouette sleeve sole speaker spout stand stone strap switch tassel timer toe tongue top tray upper
    vent waist waistband wheel wick yoke zip zipper
    """
)
# Parts that come in numbers.
PARTS = _words(
    """
    accent arm button clog detail dot element eyelet hole lace perforation property rivet seam shoulder side
    spot stripe stud thumbhole tie vent wheel
    """
)
ARTICLES = _words("a an the its their this no two three four five six all both more enough")
DETERMINERS = _words("the its each every these both no this their all")

# Of a request: before and after what is wanted.
SEEKING = (
    "(?:can|could|would) you (?:find|show|suggest|recommend|help me find)(?: me)?, looking for, searching for, "
    "(?:we|i)(?:'m| am|'re| are)? (?:looking|searching|shopping|hunting) for, show me, find me, got any, "
    "(?:we|i)(?: would|'d)? (?:want|need|like)(?: to (?:buy|get|find|have))?, do you (?:have|sell|stock), have you (?:got)?, "
    "what do you have, what have you got, where can i find, give me, suggest, recommend, is there, are there"
)
# What makes a wish of what is said beside it.
SOFTLY = phrases(
    r"""if (?:at all |you )?(?:possible|can)\b, if you (?:have|'ve got|got) (?:it|them|one|any|that), ideally, preferably,
    hopefully, possibly, perhaps, maybe, (?:would|'d) be (?:nice|great|lovely|good|ideal|perfect|best)"""
)
PEOPLE = _words(
    """
    friend friends mother mom mum mummy father dad daddy sister brother wife husband partner girlfriend boyfriend daughter son
    aunt uncle nephew niece cousin grandma grandpa grandmother grandfather granny child kid kids children baby toddler teen
    teenager boy girl colleague colleagues coworker boss teacher neighbour neighbor neighbours neighbors buddy mate flatmate
    roommate host hostess couple newlyweds parent parents someone somebody everyone man woman men women lover fan cook cooks
    gardener gardeners runner runners reader readers student students cyclist cyclists hiker hikers baker bakers collector
    gran nan nana nanna grandad granddad stepmum stepdad stepmother stepfather godmother godfather hubby pal bestie fiance
    traveller traveler you yourself him her them dog cat puppy kitten nerd geek bride groom guest guests team grad graduate
    godchild
    """
)
ROOMS = _words(
    """
    room kitchen bathroom bedroom nursery office study hall hallway balcony terrace patio garden porch entrance house home flat
    apartment attic garage shed cabin van dorm landing conservatory lounge closet wardrobe
    """
)
# Where clothes are worn: what goes with trousers is no other pair of them.
WORN = {
    "legs": _words(
        "pants trousers jeans leggings tights shorts short skirt sweatpants joggers chinos capri capris pant bottoms slacks"
    ),
    "feet": _words("shoes trainers boots sandals clogs sneakers slippers heels loafers slides flip-flops footwear"),
    "head": _words("hat cap beanie fedora beret headwear"),
    "body": _words(
        "dress shirt tee top tank hoodie jacket coat sweater jumper pullover blouse cardigan sweatshirt suit bra"
    ),
    "ears": _words("earrings studs"),
    "neck": _words("necklace pendant scarf tie choker"),
    "wrist": _words("bracelet watch bangle cuff"),
    "finger": _words("ring"),
    "hand": _words("bag handbag clutch tote satchel purse backpack"),
    "face": _words("sunglasses glasses lipstick eyeshadow"),
}
