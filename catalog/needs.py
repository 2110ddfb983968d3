"""What people need, and the words by which shops tell that a thing meets it: "warm" is met by wool, "rain" by an umbrella.

One table for search (`catalog.fact_index`), where a word that meets a need counts most of the word that was said, and for
sentences (`assistant.facts`), which say of a product that it answers and so go by a part of it. Written from what shops of
every trade sell, and none of it is one shop's. A word that means the very same thing as another is a name (`catalog.goods`),
which also knows what kinds belong together.
"""

from __future__ import annotations

# What a text may say in other words than were asked for: both search and sentences go by it.
_SAID = """
    wake: alarm bell
    rain: waterproof weatherproof water-resistant wellington umbrella
    cold: warm fleece wool insulated
    winter: warm wool fleece insulated
    summer: light linen breathable airy
    hot: breathable cool cooling ventilated airy mesh
    heat: breathable cool cooling ventilated
    lake, pool: swim swimming water-resistant
    sweat: wicking moisture-wicking sweat-wicking breathable quick-drying
    swim: waterproof water-resistant
    pushup, pushups, push-up, push-ups, press-up, press-ups: push-up pushup press-up
    slip: non-slip grip grips elastic drawstring
    dark: reflective light glow glows
    quiet: silent silently noiseless
    noise: quiet silent soft
    trousers: pants pant leggings
    pants: trousers trouser
    rucksack: backpack
    backpack: rucksack
    jumper: sweater pullover
    sweater: jumper pullover
    sneakers: trainers
    trainers: sneakers
    sofa: couch settee
    couch: sofa
    shirt: tee t-shirt
    tee: t-shirt
    kids: children child
    children: kids kid
    baby: newborn infant toddler
    laptop: computer
    gym: workout training
    workout: gym training
    warm: fleece wool woollen thermal insulated winter
    wall: clock mirror picture poster shelf
    cosy: soft warm fleece
    cozy: soft warm fleece
    comfortable: soft padded
    tiny: small
    carry: bag handle strap
    waterproof: rubber wellington weatherproof water-resistant water-repellent rain
    sit: chair stool armchair sofa bench seat
    sleep: pillow blanket bed bedside
    bath: bathroom soap towel
    bathroom: bath soap towel shower
    train: engine locomotive wagon railway
    earbuds: headphones earphones
    earphones: headphones earbuds
    storage: basket box chest shelf shelves drawers jar
    store: basket box chest shelf jar
    reading: read reads book page
    bright: reflective neon vivid
    seen: reflective visible visibility
    sweatpants: pants pant joggers
    windy: wind windproof
    rainy: rain waterproof
    hike: hiking trail
    party: evening sparkle celebration
    sailor: captain harbour sea
    tight: hugging compression skin-tight form-fitting
    pack: packable foldable stuffed
    cook: kitchen pan saucepan knife
    bake: baking oven cake
    gardening: garden plant planter
    stripy, stripey, striped: striped stripes stripe
    spotty, spotted, dotty: spots dots dotted polka
    flowery, floral: flower flowers floral
    checked: checks check tartan gingham
    married, marry, marrying, bride, groom: wedding
    pompom, bobble: bobble pompom
    smelling, stink, stinks: smell odor odour stink
    nautical: navy anchor boat harbour sea striped stripes
"""
# And what things meet a need by being what they are: a mug is for tea without a word of it. A sentence that took one up for
# that would have told nothing, so only search goes by these.
_NEEDS = """
    warm, warmth, cold, winter, chilly, chill, freezing, frost, frosty, snow, snowy, draught, draughty, draft, drafty:
        warm wool woollen wool-blend fleece sherpa flannel cashmere merino alpaca mohair quilted padded thermal insulated
        knitted hoodie sweatshirt sweater jumper pullover cardigan scarf shawl glove mitten beanie parka coat
        blanket throw duvet slipper heater radiator winter draught
    cosy, cozy, snug, snuggle, cuddle, cuddly: soft warm fleece wool sherpa flannel knitted blanket throw cushion slipper hoodie
        candle lantern plush
    hot, heat, heatwave: breathable cool cooling ventilated airy mesh linen fan lightweight
    summer, summery: light linen breathable airy sun cotton sandal
    sun, sunny, sunshine, sunlight, sunburn, uv, glare: uv upf spf solar sunscreen sunglasses parasol shade brim visor
        sunhat awning
    rain, rainy, drizzle, downpour, shower, puddle, storm, soaked: waterproof weatherproof water-resistant water-repellent
        showerproof raincoat umbrella wellington gumboot rubber poncho shell all-weather rain
    waterproof: rubber wellington weatherproof water-resistant water-repellent rain umbrella raincoat
    wind, windy, breeze, gust, blustery: windproof windbreaker wind-resistant wind hood shell
    weather, weathers: all-weather weatherproof waterproof water-resistant windproof insulated
    sweat, sweaty, perspire, perspiration: wicking moisture-wicking sweat-wicking breathable quick-drying cooling mesh
        ventilated deodorant antiperspirant headband
    swim, swimming: waterproof water-resistant swimwear swimsuit bikini trunks goggles
    sore, ache, aches, aching, achy, stiff, stiffness, knots, recovery, recover: massage massager roller release relief
        stretching heat balm soothing ibuprofen
    hurt, hurts, hurting, pain, painful: massage massager roller release relief heat balm soothing ibuprofen
    muscle, muscles: roller massage massager
    stretch, stretching, supple, flexibility: band strap mat block roller stretchy elastic
    rub, rubs, rubbing, chafe, chafes, chafing, blister, blisters: chafe-resistant anti-chafe chafe-free chafe flatlock
        compression seamless
    strong, stronger, strength, muscle, tone, toned: dumbbell kettlebell weights barbell band resistance strength press-up
        push-up pushup protein
    balance: board ball block brick
    slip, slippery, slipping: non-slip anti-slip grip grips grippy elastic drawstring
    fall, falls: grip buckle elastic non-slip
    dark, night, dusk: reflective lantern torch flashlight headlamp lamp glow glows luminous illuminated
    seen, visible: reflective visible visibility high-visibility hi-vis neon
    bright, vivid, colourful, colorful: reflective neon vivid
    gloomy, dim, dingy: lamp lantern candle light mirror
    loud, loudest: alarm bell
    noise, noisy, snore, snoring: noise-cancelling noise-canceling over-ear closed earplug earmuff silent quiet soft
    music, podcast, podcasts: headphones earphones earbuds speaker radio turntable
    wake, waking, oversleep: alarm bell
    sleep, asleep, insomnia, bedtime, nap: pillow blanket bed bedside duvet mattress pyjamas eye-mask lavender
    dream, relax, relaxing, unwind, stress, stressed: bath candle lavender massage cushion hammock tea
    tired: slipper insole cushioned massage foot
    sit, seat, rest: chair stool armchair sofa bench seat
    wobble, wobbly: sturdy firm stable non-slip
    reading, read, bookworm: read reads book novel cookbook magazine page bookmark bookcase bookshelf
    write, writing: pen pencil notebook journal ink stationery
    draw, drawing, paint, painting, sketch: pencil crayon brush easel sketchbook watercolour watercolor acrylic
    cook, cooking: kitchen pan saucepan knife wok casserole apron
    hob, stove, cooker, oven: stove hob oven stovetop ovenproof induction
    bake, baking: baking oven cake whisk apron tin scale rolling
    grill, barbecue, bbq: grill barbecue tongs skewer charcoal
    spill, spills: lid spill-proof leakproof wipe-clean stain-resistant
    thirsty, hydrated, hydration: bottle flask
    picnic: basket blanket cooler flask hamper
    gardening, gardener, garden: garden plant planter watering trowel secateurs seeds
    balcony, terrace, patio, outdoors, outdoor, outside: outdoor bistro folding weatherproof planter lantern garden rattan
    camping, camp: tent lantern camp stove torch flask enamel sleeping
    hike, hiking, trek, trekking, walking: hiking trail trek backpack rucksack boot flask
    trip, travel, travelling, traveling, holiday, weekend, journey: duffle duffel suitcase luggage travel overnight
        holdall backpack rucksack weekender
    commute, commuting: commuter reflective backpack messenger headphones
    cycle, cycles, cycling, bike, biking: cycling bicycle bike reflective helmet
    run, runs, running, jog, jogging: running runner jogging jogger
    gym, workout: workout training gym exercise fitness
    yoga: yoga pilates studio
    carry, carrying: bag handle strap tote backpack
    pack, packing: packable foldable stuffed suitcase duffle
    tiny, small, smaller, little, compact: small smaller compact mini petite slim tiny pocket-size
    large, big, bigger, roomy, huge: large big oversized oversize roomy xl wide
    comfortable, comfy, lazy, lounging, lounge: soft padded relaxed lounge loungewear cushioned stretchy plush
    tidy, clutter, declutter, mess, organise, organize, organised, organized: basket box shelf storage drawer hook rack
        organiser organizer tray
    storage, store: basket box chest shelf shelves drawers jar
    hang: hook hanger rail rack loop
    laundry, washing: basket hamper detergent peg airer
    clean, cleaning: soap brush cloth detergent mop sponge vacuum
    dust, dusty: duster cloth vacuum
    dry, dries: quick-drying towel absorbent waterproof
    smell, smells, smelly, smelling, stink, stinks, odor, odour, sweaty: odor stink odor-resistant anti-odor
        candle diffuser perfume freshener deodorant scented antimicrobial
    fresh: scented mint citrus grassy lemon
    bath, bathroom: bath bathroom soap towel shower
    light, lit: lamp lantern candle light
    dinner, supper: plate bowl dinner candle tablecloth
    breakfast: bowl mug cereal toaster egg
    tea: teapot mug kettle teacup
    coffee: mug espresso cafetiere cup grinder
    sweet, sugary, treat, dessert: cake cupcake doughnut chocolate biscuit cookie candy sweets pudding icing
    wine: wine corkscrew decanter goblet
    wedding, bride, married, marry, marrying: wedding veil ring
    party: evening sparkle celebration sequin balloon
    festive, christmas: christmas tinsel bauble wreath
    sailor, nautical, seaside, harbour, harbor, sea: captain harbour sea nautical anchor navy striped stripes
    baby, newborn: newborn infant toddler baby teddy plush rattle
    christening, baptism, baptised: baby newborn teddy plush silver
    housewarming: board jar vase candle plant planter blanket bread
    thin, skinny, slender: small smaller slim narrow
    head: hat cap beanie beret fedora bonnet headband
    feet, toes: sock slipper shoe boot
    neck: scarf necklace pendant
    ears: headphones earphones earbuds earmuff earring
    wife, girlfriend, mum, mom, mother, sister, daughter, aunt, gran, grandma, grandmother, granny, lady, ladies: women
    husband, boyfriend, dad, father, brother, son, uncle, grandad, granddad, grandpa, grandfather, bloke, guy, guys: men
    toddler: wooden plush soft toy
    kids, children: children child kids kid
    bored, boredom: puzzle jigsaw game book
    charge, charging: charger battery power usb
    lost, lose: tracker loop lanyard
    thief, thieves, steal, stolen, theft: lock padlock safe alarm
    cut, cutting, chop, chopping: knife board scissors
    skin: moisturiser moisturizer cream lotion balm serum
    hands: cream glove soap
    lips: balm lipstick
    knees, knee, joints: pad brace low-impact band kneeling
    sweatpants: pants pant joggers jogging
    joggers: jogging sweatpants track
"""


def _read(lines: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    asked: list[str] = []
    for line in lines.splitlines():
        names, colon, told = line.rpartition(":")
        asked = [one.strip() for one in names.split(",")] if colon else asked
        for one in asked:
            found.setdefault(one, []).extend(told.split())
    found.pop("", None)
    return {one: tuple(word for word in dict.fromkeys(told) if word != one) for one, told in found.items()}


TOLD_BY = _read(_SAID)
"""A word of a request → the words by which a text tells that a product meets it, in small letters."""
PLIGHTS = frozenset(
    """rain rainy drizzle downpour soaked cold chill chilly freezing draught draughty draft drafty hot sweat sweaty
    glare sunburn sore hurt hurts hurting pain painful ache aches aching achy stiff stiffness knees rub rubs
    rubbing chafe chafes chafing blister blisters slip slippery slipping dark gloomy dim dingy noise noisy snore
    snoring oversleep insomnia tired stress stressed wobble wobbly spill spills thirsty clutter mess dust dusty
    smell smells smelly smelling stink bored boredom lost lose theft""".split()
)
"""Words for what is wrong: who says one of them wants it mended before all else."""
MET_BY = _read(_SAID + _NEEDS)
"""The same with the words of products that meet it by being what they are."""
