"""What is sold elsewhere, and what is asked of no shop: the ground that a catalog is seen against.

A request that lies nearer to something here that the catalog does not sell than to anything that it does sell asks for what
is not there (`catalog.calibration.Ground`). Goods go through the departments of a general shop, a few typical things each;
what of them a catalog does sell is found out when its index is opened, so that one list serves every shop.
"""

from __future__ import annotations


def _lines(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.replace("\n", ",").split(",") if one.strip())


GOODS = _lines("""
    cat food, bird seed, fish tank, dog collar, pet bed, horse saddle
    dress, skirt, shirt, blouse, trousers, jeans, shorts, suit, coat, jacket, sweater, hoodie, t-shirt, underwear, bra
    socks, tights
    pyjamas, swimwear, baby clothes, sportswear, uniform, fancy dress costume, wedding gown
    hat, scarf, gloves, belt, tie, sunglasses, hair clip, umbrella, handkerchief
    trainers, boots, sandals, slippers, high heels, dress shoes, football boots, shoe polish
    handbag, backpack, suitcase, wallet, briefcase, sports bag
    ring, necklace, bracelet, earrings, wristwatch, brooch
    paint and brushes, knitting yarn, beads for crafts, canvas for painting, sewing kit, fabric by the metre
    guitar, piano, drum kit, violin strings, microphone, sheet music
    balloons, greeting cards, wrapping paper, party hats, fireworks, concert tickets
    pram, cot, nappies, baby bottle, baby monitor, high chair, dummy
    camera, tripod, binoculars, telescope, camera lens, drone
    laptop, desktop computer, computer mouse, keyboard, monitor, hard disk, memory card, graphics card, printer
    ink cartridge, scanner
    television, loudspeaker, headphones, radio, record player, game console, video game, remote control, projector
    mobile phone, phone case, charger, batteries, extension lead, network router, satellite navigation, smart speaker
    software licence
    bread, cheese, meat, fish, vegetables, fruit, rice, pasta, breakfast cereal, sauce, spices, chocolate, sweets
    ice cream, cake, biscuits
    coffee, tea, beer, wine, fruit juice, mineral water, cigarettes, frozen pizza, baby food
    bed, mattress, sofa, armchair, dining table, desk, office chair, stool, bench, wardrobe, chest of drawers, bookcase
    shoe rack
    garden furniture, hammock, folding chair
    hammer, electric drill, saw, screwdriver, screws and nails, ladder, sandpaper, glue, toolbox, welding mask
    bricks, timber, roof tiles, insulation, wall paint, wallpaper, floor tiles, window, door handle, padlock, fence
    tap, water pipe, toilet seat, boiler, radiator, air conditioner, light switch, electric cable, solar panel
    smoke alarm
    medicine, painkillers, vitamins, plasters, thermometer, wheelchair, contact lenses, reading glasses, hearing aid
    massage gun
    shampoo, soap, toothpaste, deodorant, razor, hairdryer, perfume, skin cream, sun cream, toilet paper
    lipstick, eyeshadow, mascara, nail polish, make-up brush, wig
    mirror, clock, vase, picture frame, candle, artificial flowers, figurine, cushion, rug, curtains, blinds, poster
    Christmas tree
    towel, bed sheets, duvet, pillow, blanket, tablecloth, bath mat, shower curtain
    washing machine, fridge, dishwasher, vacuum cleaner, iron, fan, heater, sewing machine
    washing powder, bin bags, broom, bucket, laundry basket, clothes hanger, storage box, mousetrap
    saucepan, frying pan, kettle, toaster, microwave, blender, coffee machine, barbecue
    knife, fork and spoon, plate, bowl, mug, glass, teapot, jug, lunch box, water bottle, baking tin, chopping board
    corkscrew
    lamp, ceiling light, lantern, light bulb, torch, fairy lights
    plant pot, watering can, house plant, flower bulbs, compost, lawn mower, hedge trimmer, garden hose, greenhouse
    bird house, swimming pool
    novel, cookbook, magazine, dictionary, map, film on disc, music album, school textbook
    pen, notebook, envelope, printing paper, stapler, calculator, calendar, whiteboard
    football, tennis racket, golf club, basketball hoop, bicycle, skateboard, skis, surfboard, fishing rod, tent
    sleeping bag
    climbing rope, dumbbells, treadmill, exercise mat, skipping rope, boxing gloves, resistance band, swimming goggles
    ice skates, dartboard
    doll, teddy bear, toy car, model railway, toy robot, building blocks, jigsaw puzzle, board game, playing cards, kite
    ball, bath toy
    swing, water pistol
    car, car tyre, brake pads, motor oil, car battery, motorcycle, motorcycle helmet, child car seat, caravan, boat
    bicycle pump
    forklift, conveyor belt, cash register, safety helmet, dentist's chair, microscope, shop sign, tractor, diesel engine
    insurance, gift voucher, flight ticket, hotel room
""")

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
