"""What is sold elsewhere, by all its names, and what is asked of no shop: the ground that a catalog is seen against.

A request that lies nearer to something here that the catalog does not sell than to anything that it does sell asks for what
is not there (`catalog.calibration.Ground`). Goods go through the departments of a general shop, a few typical things each;
what of them a catalog does sell is found out when it is indexed, so that one list serves every shop. A thing's other names
are here too, for shoppers say "brolly" where the shop says "umbrella", and no small model knows that those are one.
"""

from __future__ import annotations


def _lines(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.replace("\n", ",").split(",") if one.strip())


def _named(text: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(tuple(name.split("=")) for name in one.split("/")) for one in _lines(text))


GOODS = _named("""
    cat food, bird seed, fish tank/aquarium, dog collar/dog lead/dog leash, pet bed/dog basket, horse saddle, pet cage/hutch
    dress=frock, skirt, shirt, blouse, trousers=pants=slacks, jeans/denims/dungarees, shorts, suit/tuxedo, coat=overcoat/parka
    jacket/blazer, sweater=jumper=pullover/cardigan, hoodie=hooded sweatshirt, t-shirt=tee
    underwear/briefs/boxer shorts/knickers/lingerie, bra/brassiere, socks, tights/leggings/stockings
    pyjamas/nightdress/dressing gown, swimwear/swimsuit/bikini/swimming trunks, baby clothes/romper, sportswear/tracksuit
    uniform/apron/overalls, fancy dress costume, wedding gown/bridal dress
    hat, beanie=woolly hat, cap, scarf/shawl, gloves/mittens, belt/braces, tie/bow tie/cufflinks, sunglasses=sunnies/shades
    hair clip/hairband/scrunchie, umbrella=brolly/parasol, handkerchief
    trainers=sneakers/running shoes, boots, rain boots=wellies=wellingtons=wellington boots=gumboots, sandals/flip-flops/thongs
    slippers=house shoes, high heels/stilettos, dress shoes/brogues/loafers, football boots, shoe polish
    handbag=purse/clutch bag, backpack=rucksack=knapsack, suitcase/luggage/trolley case, wallet, briefcase
    sports bag/holdall/gym bag, tote bag/shopping bag, key ring/keychain/lanyard
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
