"""What is sold elsewhere, by all its names, and what is asked of no shop: the ground that a catalog is seen against; and the
words for many kinds of thing at once.

A request that lies nearer to something here that the catalog does not sell than to anything that it does sell asks for what
is not there (`catalog.calibration.Ground`). Goods go through the departments of a general shop, a few typical things each;
what of them a catalog does sell is found out when it is indexed, so that one list serves every shop. A thing's other names
are here too, for shoppers say "brolly" where the shop says "umbrella", and no small model knows that those are one; and so are
the names of whole groups, for no hoodie is called "clothes".
"""

from __future__ import annotations


def _lines(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.replace("\n", ",").split(",") if one.strip())


def _named(text: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(tuple(name.split("=")) for name in one.split("/")) for one in _lines(text))


GOODS = _named("""
    cat food, bird seed, fish tank/aquarium, dog collar/dog lead/dog leash, pet bed/dog basket, horse saddle, pet cage/hutch
    dress=frock, skirt, shirt, blouse, trousers=pants=slacks, jeans/denims/dungarees, shorts, suit/tuxedo, coat=overcoat/parka
    jacket/blazer, wind jacket=windbreaker=windcheater, sweater=jumper=pullover/cardigan, hoodie=hooded sweatshirt, t-shirt=tee
    underwear/briefs/boxer shorts/knickers/lingerie, bra/brassiere, socks, tights/leggings/stockings
    pyjamas/nightdress/dressing gown, swimwear/swimsuit/bikini/swimming trunks, baby clothes/romper, sportswear/tracksuit
    uniform/apron/overalls, fancy dress costume, wedding gown/bridal dress
    hat, beanie=woolly hat, cap, scarf/shawl, gloves/mittens, belt/braces, tie/bow tie/cufflinks, sunglasses=sunnies/shades
    hair clip/hairband/scrunchie, umbrella=brolly/parasol, handkerchief
    trainers=sneakers/running shoes, boots, rain boots=wellies=wellingtons=wellington boots=gumboots, sandals/flip-flops/thongs
    slippers=house shoes, high heels/stilettos, dress shoes/brogues/loafers, football boots, shoe polish
    handbag=purse/clutch bag, backpack=rucksack=knapsack, suitcase/luggage/trolley case, wallet, briefcase
    sports bag/holdall/gym bag, duffle bag=duffel bag=duffle=duffel, tote bag/shopping bag, key ring/keychain/lanyard
    ring, necklace/pendant, bracelet/bangle/anklet, earrings/ear studs, wristwatch=watch=timepiece, brooch/lapel pin
    paint and brushes/acrylics, knitting yarn/wool/crochet hook, beads for crafts, canvas for painting/easel, sewing kit
    fabric by the metre
    guitar/ukulele/bass, piano/synthesiser, drum kit, violin strings/cello, flute/trumpet/saxophone, microphone, sheet music
    balloons, greeting cards/birthday card, wrapping paper/gift bag, party hats/bunting, fireworks, concert tickets
    pram=pushchair=stroller=buggy, cot=crib, nappies=diapers, baby bottle, baby monitor, high chair, dummy=pacifier
    camera, tripod for a camera, binoculars, telescope, camera lens, drone/quadcopter
    laptop/notebook computer, desktop computer, computer mouse, computer keyboard, computer monitor, hard disk, memory card
    usb stick, graphics card, printer, ink cartridge/toner, scanner, tablet computer/e-reader
    television=tv=telly, loudspeaker/soundbar, headphones/earphones/earbuds/headset, radio, record player/turntable
    game console, video game, remote control, projector, vinyl records/compact disc
    mobile phone=smartphone=cell phone, phone case, charger/power bank, batteries, extension lead, network router
    satellite navigation, smart speaker, software licence
    bread/rolls/bagels, cheese, meat/sausages/steak, fish/seafood, vegetables, fruit, rice, pasta/noodles
    breakfast cereal/muesli, sauce/ketchup/jam, spices, chocolate, sweets=candy, ice cream, cake=gateau
    biscuits=cookies/crackers, crisps/popcorn/nuts, doughnuts=donuts, burger=hamburger
    coffee, tea, beer/lager, wine/merlot/prosecco/champagne, whisky/gin/vodka, fruit juice/lemonade, mineral water, cigarettes
    frozen pizza, baby food
    bed/bed frame/bunk bed, mattress, sofa=couch=settee, armchair=easy chair, chair, dining table, side table/coffee table, desk
    office chair, stool, bench, wardrobe, chest of drawers, bookcase=bookshelf, shoe rack/coat stand
    garden furniture/patio set, hammock, folding chair/deckchair
    hammer/mallet, electric drill, saw, screwdriver/spanner/wrench/pliers, screws and nails, ladder/stepladder, sandpaper, glue
    toolbox, welding mask, paint roller
    bricks, timber, cement/concrete mixer, roof tiles, insulation, wall paint, wallpaper, floor tiles, window, door handle
    padlock, fence
    tap, water pipe, toilet seat, boiler, radiator, air conditioner, light switch, electric cable, solar panel, smoke alarm
    medicine/pills, painkillers, vitamins, plasters/bandage, thermometer, blood pressure monitor, wheelchair/crutches
    contact lenses, reading glasses=spectacles, hearing aid, massage gun
    shampoo/conditioner, soap, toothpaste/toothbrush, deodorant, razor/razor blades, hairdryer/hair straightener
    perfume=fragrance=eau de toilette, skin cream/moisturiser/lotion, sun cream, toilet paper/tissues
    lipstick/lip balm, eyeshadow, mascara, nail polish, make-up brush, wig
    mirror=looking glass, clock, alarm clock, vase, picture frame, candle, artificial flowers/bouquet, figurine/statue
    cushion=scatter pillow=throw pillow/pillow, rug/carpet/doormat, curtains, blinds, poster/painting, Christmas tree
    towel=bath towel, bed sheets/bed linen/duvet cover, duvet/quilt, blanket/throw, tablecloth/napkins, bath mat
    shower curtain
    washing machine/tumble dryer, fridge/freezer, dishwasher, vacuum cleaner=hoover, iron/ironing board, fan, heater
    sewing machine
    washing powder/detergent, bin bags, broom/mop, bucket, laundry basket=laundry hamper=linen basket/hamper, clothes hanger
    storage box, basket, mousetrap
    saucepan/casserole/wok, frying pan=skillet, kettle, toaster, microwave, air fryer/oven, rice cooker/slow cooker
    blender/food mixer, coffee machine, barbecue/grill
    knife, fork and spoon/cutlery, plate/crockery, bowl, mug/cup, drinking glass/tumbler/goblet, teapot, jug=pitcher/carafe
    lunch box, water bottle/flask/thermos, baking tin, chopping board=cutting board=chopping block
    storage jar/biscuit jar=cookie jar, salt and pepper mill/grinder, corkscrew
    lamp/table lamp/bedside light, floor lamp/standard lamp, ceiling light/chandelier, lantern, light bulb, torch=flashlight
    fairy lights
    plant pot=planter=flowerpot, watering can, house plant, flower bulbs, compost, lawn mower, hedge trimmer, garden hose
    greenhouse/shed, bird house=birdhouse=nesting box, swimming pool/paddling pool, trampoline
    novel, cookbook, magazine, dictionary, map, film on disc, music album, school textbook
    pen/pencil, notebook/diary, envelope, printing paper, stapler, calculator, calendar, whiteboard
    football=soccer ball, tennis racket, golf club, basketball hoop, bicycle/mountain bike, bicycle helmet, skateboard/scooter
    skis/snowboard, ski goggles, surfboard/paddleboard/wetsuit, kayak/canoe, fishing rod, tent
    sleeping bag, walking poles/trekking poles, climbing rope, dumbbells/kettlebell, treadmill, exercise mat/yoga mat
    skipping rope, boxing gloves, resistance band, swimming goggles, ice skates/roller skates, dartboard
    doll, teddy bear/soft toy=stuffed animal=cuddly toy=plush toy, toy car, model railway/toy train, toy robot
    building blocks=building bricks=toy bricks, jigsaw puzzle, board game/chess set, playing cards, kite, ball
    bath toy/rubber duck, swing/slide, water pistol
    car, car tyre, brake pads/spark plugs, motor oil, car battery, motorcycle, motorcycle helmet, child car seat, caravan, boat
    bicycle pump
    forklift, conveyor belt, cash register, safety helmet, dentist's chair, microscope, shop sign, tractor, diesel engine
    insurance, gift voucher, flight ticket/train ticket, hotel room
""")
"""Things: of each what is sold together as one ("/"), and of each of these the names that mean the very same ("=")."""

_GROUPS = """
    clothes=clothing=garment=apparel=outfit=menswear=womenswear: top=, bottoms=, underwear=, nightwear=,
        dress, frock, gown, suit=, jumpsuit, romper, dungarees, overalls, kimono, tracksuit, uniform, costume, bra,
        apron;
    attire=wearable: clothes=, footwear=, accessory=;
    top=: layer=, shirt, blouse, tee, t-shirt, tshirt, tank, tank top, camisole, cami, polo, tunic, singlet,
        bodysuit, crop top, vest top, henley, turtleneck;
    layer=outer layer=warm layer=outerwear: jacket, coat, blazer, parka, anorak, windbreaker, raincoat, gilet,
        vest, hoodie, sweatshirt, sweater, jumper, pullover, cardigan, fleece, cape, poncho, shawl, windcheater;
    base layer=thermals=thermal underwear: thermal top, thermal leggings, long johns, thermal vest;
    bottoms=: trousers, pant, slacks, jeans, chinos, shorts, skirt, leggings, tights, joggers, sweatpants, capri,
        culottes;
    underwear=undies=lingerie: bra, briefs, boxers, boxer shorts, knickers, panties, thong, socks, stockings;
    nightwear=sleepwear=pyjamas=pajamas=loungewear: pyjamas, pajamas, nightdress, nightgown, nightshirt,
        dressing gown, bathrobe, robe;
    swimwear: swimsuit, bikini, swimming trunks, swim shorts, boardshorts, tankini, wetsuit, rash vest;
    suit=formalwear=evening wear: tuxedo, dinner jacket, blazer, waistcoat, two-piece, three-piece;
    footwear=shoes: shoe, boot, trainers, sneakers, sandals, flip-flops, slippers, clogs, heels, stilettos,
        loafers, brogues, espadrilles, moccasins, wellingtons, wellies, high tops, crocs, plimsolls, ballet flats,
        flats;
    headwear=headgear: hat, cap, beanie, bonnet, beret, fedora, headband, helmet, visor, turban;
    jewellery=jewelry=jewelery=bling: ring, necklace, pendant, bracelet, bangle, anklet, earrings, ear studs, brooch,
        cufflinks, choker, locket;
    accessory=accessories: hat, cap, beanie, scarf, scarves, reading glasses, gloves, mittens, belt, tie,
        sunglasses, umbrella, watch, wallet, jewellery=, keyring, hair clip, headband;
    luggage: suitcase, trolley case, holdall, duffel, duffle, backpack, rucksack, travel bag, garment bag,
        cabin bag;
    bag: handbag, backpack, rucksack, tote, satchel, clutch, purse, duffel, duffle, holdall, messenger, shopper,
        pouch, briefcase, knapsack;
    furniture=furnishings: armchair, chair, stool, bench, sofa, couch, settee, table, desk, bed, bookcase,
        bookshelf, shelf, shelves, wardrobe, dresser, chest of drawers, sideboard, cabinet, ottoman, footstool,
        pouffe, nightstand, bedside table, futon;
    seat=seating: armchair, chair, stool, bench, sofa, couch, settee, ottoman, footstool, pouffe, beanbag,
        recliner;
    storage: basket, box, shelf, shelves, bookcase, chest of drawers, cabinet, jar, crate, rack, trunk, wardrobe,
        hamper, drawer, bin, tin, hook;
    lighting=lights: lamp, lantern, chandelier, fairy lights, sconce, spotlight, torch, flashlight, pendant light,
        light bulb, candle holder;
    home decor=decoration=ornament=knick-knack: vase, mirror, clock, candle, picture frame, poster, painting,
        cushion, figurine, statue, wreath, rug, tapestry, artificial flowers, wall hanging, garland;
    wall=wall decor=wall art: clock, wall clock, mirror, poster, painting, picture frame, wall hanging, tapestry,
        shelf, shelves, hook;
    mantelpiece=windowsill: vase, candle, clock, figurine, statue, picture frame, plant pot, planter;
    soft furnishings=textile=home textiles: cushion, pillow, throw, blanket, rug, curtains, tablecloth, towel,
        bedspread, quilt, duvet cover;
    bedding=bed linen: sheet, duvet, duvet cover, pillow, pillowcase, quilt, blanket, bedspread, mattress topper;
    crockery=tea set=dinner set=breakfast set=dinner service=tableware=dinnerware=dishes=china: plate, bowl,
        mug, cup, saucer, teapot, jug, dish, butter dish,
        salt and pepper, platter, serving bowl, gravy boat, egg cup;
    drinkware=glassware: mug, cup, glass, tumbler, goblet, wine glass, bottle, flask, tankard, carafe;
    cutlery=flatware=silverware: knife, knives, fork, spoon, teaspoon, chopsticks;
    cookware=pots and pans: pan, frying pan, skillet, saucepan, pot, wok, casserole, stockpot, griddle, baking tin,
        roasting tin;
    kitchenware=kitchen gadget: crockery=, cookware=, cutlery=, board, chopping board, kettle, toaster, blender,
        jar, whisk, grater, peeler, rolling pin, scales, colander, ladle, spatula, tongs, corkscrew, tin opener,
        apron, tea towel, oven glove;
    appliance=white goods: fridge, freezer, dishwasher, washing machine, tumble dryer, oven, microwave, kettle,
        toaster, blender, vacuum cleaner, iron, coffee machine, air fryer, rice cooker, food mixer;
    pudding=dessert=sweet treat=afters: cake, doughnut, donut, pie, tart, ice cream, gateau, brownie, cheesecake,
        trifle, gingerbread, cupcake, muffin, pastry, crumble, macaron, custard;
    food=groceries=snack: pudding=, bread, cheese, meat, fish, fruit, vegetable, rice, pasta, noodles, cereal,
        biscuits, cookies, crackers, crisps, chips, chocolate, sweets, candy, burger, pizza, soup, sandwich, jam,
        honey, sauce, popcorn, yoghurt, yogurt, salad, olives, sausages;
    drink=beverage: tea, coffee, juice, lemonade, water, beer, wine, cider, whisky, gin, vodka, rum, cola, soda,
        cocoa, smoothie, champagne, prosecco, milk;
    toy=plaything: doll, teddy, teddy bear, plush, soft toy, stuffed animal, train, toy car, blocks, bricks,
        puzzle, jigsaw, board game, robot, rubber duck, bath toy, kite, ball, yo-yo, spinning top, rocking horse,
        dolls' house, rattle, action figure;
    game: board game, card game, playing cards, chess, puzzle, jigsaw, video game, dominoes, dice game;
    home gym=gym equipment=workout equipment=exercise equipment=fitness equipment=fitness gear=workout gear:
        dumbbell, kettlebell, barbell, weights, resistance band, exercise band, exercise mat, yoga mat, yoga block,
        yoga strap, foam roller, exercise ball, stability ball, medicine ball, jump rope, skipping rope, treadmill,
        rowing machine, exercise bike, pull-up bar, push-up bars, ankle weights;
    sportswear=activewear=gym clothes=workout clothes=gym outfit=gym kit=gym wear=running kit=running gear=
        running clothes=cycling clothes=yoga clothes=sports clothes=sports kit: clothes=;
    cosmetics=make-up=makeup: lipstick, lip gloss, lip balm, eyeshadow, mascara, eyeliner, foundation, concealer,
        blusher, blush, nail polish, bronzer, primer, highlighter;
    skincare=skin care: moisturiser, moisturizer, cream, lotion, serum, cleanser, toner, face mask, sun cream,
        sunscreen, scrub, face oil;
    toiletries=beauty products: soap, shampoo, conditioner, shower gel, bath bomb, bath salts, bubble bath,
        deodorant, toothpaste, body lotion, hand cream, skincare=;
    scent=fragrance: perfume, cologne, eau de toilette, eau de parfum, scented candle, diffuser, incense,
        room spray, candle;
    electronics=gadget=tech: headphones, earbuds, earphones, speaker, camera, laptop, tablet, phone, smartphone,
        charger, power bank, keyboard, mouse, monitor, printer, drone, radio, television, projector, smart watch,
        game console, router;
    instrument=musical instrument: guitar, ukulele, piano, keyboard, violin, drum, flute, trumpet, saxophone,
        harmonica, cello, recorder;
    stationery=office supplies: pen, pencil, notebook, diary, envelope, stapler, sticky notes, folder, calendar,
        ruler, scissors, paper clips;
    tool=hand tool: hammer, drill, saw, screwdriver, spanner, wrench, pliers, tape measure, chisel, sander,
        spirit level;
    plant=greenery: house plant, succulent, cactus, fern, orchid, bonsai, planter, plant pot, flower pot, seedling
"""
NAMES = tuple(name for good in GOODS for same in good for name in same)
"""Every name of every good."""

GROUPS = {
    _lines(names.replace("=", ",")): _lines(kinds)
    for names, _, kinds in (group.partition(":") for group in _GROUPS.split(";"))
}
"""Names of a group → the kinds in it, as shops call them; "name=" stands for all that is in the group of that name."""

TALK = _lines("""
    asdkjh qwe zxcv, xqzt blorf wug, lorem ipsum dolor sit amet, fhqwhgads, rjtkq 48f9 ppwz, zzz zzz zzz, aaaa
    12345 67890
    the quarterly earnings call was postponed, how do I reset my password, prime minister resigns
    quantum chromodynamics lattice
    train timetable to the airport, why is the sky blue, interest rates on a loan, kernel panic stack trace
    translate this into latin
    tax return deadline, appointment with a doctor, the plaintiff appealed the ruling, photosynthesis equation
    who wrote this play
    where is my parcel, opening hours, I want my money back, talk to a person, delete my account, what is your name
    cheap flights, vacancies near me, population of a country, news of today, forecast for the weekend, sum of two numbers
    score of the match, symptoms of a disease, directions to the station, how does a bill become law
    function that sorts a list
""")
