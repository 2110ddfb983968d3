"""Word lists of the corpus. Plain lists: what matters is that there are many, so that none can be memorised."""

from __future__ import annotations

from dataclasses import dataclass


def word_list(text: str) -> tuple[str, ...]:
    """Split a block of comma separated words."""
    return tuple(" ".join(word.split()) for word in text.split(",") if word.strip())


@dataclass(frozen=True)
class Domain:
    """One shelf of a shop. A kind is "singular/plural", or a singular that takes an s."""

    kinds: tuple[str, ...]
    materials: tuple[str, ...]
    parts: tuple[str, ...]
    uses: tuple[str, ...]
    places: tuple[str, ...]
    does: tuple[str, ...]


DOMAINS = (
    Domain(
        word_list(
            """
            mug, cup, tumbler, carafe, teapot, coffee pot, jug, pitcher, bottle, flask, glass/glasses, wine
            glass/wine glasses, bowl, plate, platter, serving dish/serving dishes, dish/dishes, tray, butter
            dish/butter dishes, egg cup, salt cellar, pepper mill, cutting board, knife/knives, fork, spoon, ladle,
            whisk, spatula, apron, tea towel, oven glove, cookie jar, bread bin, cake stand, saucepan, frying pan,
            casserole, lunch box/lunch boxes, thermos/thermoses, kettle, toaster, blender, grater, colander, rolling
            pin, cookie cutter, napkin, placemat, coaster, storage jar, spice rack
            """
        ),
        word_list("""
            ceramic, stoneware, porcelain, earthenware, glass, borosilicate glass, enamel, steel, stainless steel,
            copper, cast iron, wood, oak, walnut, bamboo, acacia, olive wood, silicone, melamine, cork, linen,
            cotton, marble, tin, brass, recycled plastic
            """),
        word_list(
            """
            handle, lid, spout, rim, base, foot, glaze, grip, saucer, stopper, cork, cuff, knob, edge, hanging loop,
            non-slip base, drip tray, wide mouth, double wall
            """
        ),
        word_list("""
            morning coffee, green tea, soup, salad, a late breakfast, baking day, a picnic, serving cheese, cold
            drinks, hot chocolate, sharing snacks, Sunday lunch, a quick supper, pouring cream, storing flour,
            mulled wine, iced tea, porridge, fruit, roasting vegetables
            """),
        word_list(
            """
            a small kitchen, the breakfast table, an open shelf, the office, a picnic basket, a camper van, a
            student flat, the dinner table, the stove, the counter
            """
        ),
        word_list("""
            keeps drinks hot for hours, pours without a drip, stacks neatly, goes in the dishwasher, sits well in
            the hand, holds a generous serving, cleans up in a minute, never slips, keeps its edge, moves from oven
            to table, steams gently, stays cool to the touch
            """),
    ),
    Domain(
        word_list("""
            planter, flower pot, vase, watering can, window box/window boxes, hanging basket, terrarium, plant
            stand, trowel, garden fork, bird house, bird feeder, birdbath, lantern, garden gnome, garden chair,
            hammock, parasol, fire pit, rain gauge, wind chime, trellis/trellises, seed tray, herb pot, cachepot,
            bulb vase, plant saucer, garden bench/garden benches, doormat, sundial
            """),
        word_list(
            """
            terracotta, ceramic, stoneware, concrete, rubber, foam, plastic, zinc, galvanised steel, wicker, rattan,
            teak, cedar, glass, stone, resin, iron, bamboo, felt, coir, jute, tin
            """
        ),
        word_list(
            """
            drainage hole, saucer, rope handle, rim, spike, hook, chain, wide base, carved side, roof, perch, lip,
            strap, wire frame, inner pot, glazed inside
            """
        ),
        word_list(
            """
            herbs, succulents, a cactus, trailing ivy, cut tulips, a single stem, dried flowers, orchids, ferns,
            tomato seedlings, spring bulbs, feeding robins, long evenings outside, a bunch of peonies, mint and
            basil
            """
        ),
        word_list(
            """
            the balcony, a sunny sill, the patio, a shady corner, the front step, a roof terrace, the allotment, the
            hallway, the bathroom shelf, a small garden, the greenhouse
            """
        ),
        word_list("""
            drains well, stands up to frost, holds one large plant, keeps roots cool, tips easily, weathers to a
            soft grey, hangs from a nail, waters itself for a week, catches the light, sits flat on any sill, folds
            away for winter, draws in birds
            """),
    ),
    Domain(
        word_list("""
            lamp, table lamp, floor lamp, desk lamp, night light, pendant, string of lights/strings of lights,
            candle, candle holder, tea light holder, clock, wall clock, alarm clock, mirror, picture frame, poster,
            print, tapestry/tapestries, rug, cushion, throw, blanket, curtain, basket, storage box/storage boxes,
            coat rack, umbrella stand, bookend, figurine, sculpture, bust, snow globe, piggy bank, ornament,
            garland, wreath, music box/music boxes, jewellery box/jewellery boxes, incense holder, diffuser,
            paperweight, globe, fan, doorstop, house number
            """),
        word_list("""
            brass, glass, smoked glass, paper, rice paper, linen, velvet, wool, cotton, oak, ash, beech, walnut,
            bamboo, rattan, marble, onyx, plaster, concrete, steel, copper, beeswax, soy wax, paraffin wax, ceramic,
            porcelain, papier mache, silver plate, acrylic, resin, sheepskin, jute, boucle
            """),
        word_list(
            """
            shade, cord, dimmer, wick, base, stand, dial, hands, frame, fringe, tassel, zip, lining, border, hook,
            pull chain, pleated shade, arched foot, mirrored back, hidden drawer, woven edge, glow
            """
        ),
        word_list(
            """
            reading in bed, a long dinner, hiding a bare wall, film nights, guests, a quiet evening, waking up
            gently, keeping keys, storing toys, a birthday table, lazy Sundays, dark corners, telling the time at a
            glance
            """
        ),
        word_list(
            """
            the bedside table, the living room, a dark hallway, the sofa, a reading nook, the nursery, the
            mantelpiece, a home office, a rented flat, the landing, the guest room, a bookshelf
            """
        ),
        word_list("""
            throws a warm pool of light, burns for a whole evening, ticks without a sound, softens a hard chair,
            smells of fig and cedar, glows through the shade, hangs flat, folds into a drawer, dims at a touch,
            washes well, fills a wall, looks older than it is, makes a room feel finished
            """),
    ),
    Domain(
        word_list("""
            chair, armchair, stool, bar stool, bench/benches, sofa, sofa bed, table, side table, coffee table, desk,
            shelf/shelves, bookcase, wardrobe, chest of drawers/chests of drawers, bedside table, footstool, pouffe,
            rocking chair, high chair, folding chair, dining table, console table, cabinet, sideboard, bed frame,
            bunk bed, mattress/mattresses, headboard, room divider, shoe rack, desk chair, bean bag
            """),
        word_list(
            """
            oak, ash, beech, birch, pine, walnut, teak, mango wood, plywood, rattan, cane, steel, iron, chrome,
            velvet, leather, linen, boucle, wool, canvas, corduroy, marble, glass, moulded plastic, bamboo, cork
            """
        ),
        word_list(
            """
            leg, tapered leg, armrest, seat, woven seat, back, high back, drawer, soft cushion, castor, footrest,
            shelf, swivel base, hinge, spindle, button, slatted base, rounded corner, storage space, headrest
            """
        ),
        word_list(
            """
            working from home, small dinners, a nap, extra guests, reading, family games, board games, a growing
            child, playing the guitar, stacking books, putting on shoes, drawing, hiding clutter
            """
        ),
        word_list(
            """
            a tiny flat, the dining room, the bay window, the home office, a child's room, the hallway, the bedroom,
            the porch, a corner by the fire, the study, an attic room
            """
        ),
        word_list("""
            folds flat, stacks four high, seats two in comfort, turns all the way round, slides under a desk, holds
            a heavy load, rocks gently, opens with one hand, takes minutes to build, hides a blanket inside,
            supports the lower back, wipes clean
            """),
    ),
    Domain(
        word_list(
            """
            clog, sandal, sneaker, boot, ankle boot, rain boot, slipper, loafer, pump, ballet flat, running shoe,
            hiking boot, espadrille, flip-flop, moccasin, brogue, high heel, wellington, trainer, mule
            """
        ),
        word_list(
            """
            leather, suede, nubuck, canvas, rubber, foam, felt, wool, sheepskin, cork, mesh, patent leather, velvet,
            denim, recycled plastic, jute, satin
            """
        ),
        word_list(
            """
            heel, low heel, strap, buckle, lace, sole, thick sole, toe, rounded toe, lining, tongue, side zip, pull
            tab, cushioned insole, air hole, elastic side, welt, back strap
            """
        ),
        word_list(
            """
            wet walks, long shifts, the garden, the beach, city walking, a wedding, trail running, school, dancing,
            muddy fields, slow mornings, the gym, travelling light, standing all day
            """
        ),
        word_list(
            """
            the office, the beach, the hills, the playground, the kitchen floor, festival fields, a rainy city, the
            airport, the allotment, the hospital ward
            """
        ),
        word_list(
            """
            slips on in a second, keeps feet dry, breathes in summer, grips wet stone, softens with wear, weighs
            next to nothing, rinses clean, cushions every step, keeps toes warm, fits wide feet
            """
        ),
    ),
    Domain(
        word_list("""
            T-shirt, shirt, blouse, jumper, cardigan, hoodie, sweatshirt, jacket, denim jacket, coat, raincoat,
            parka, waistcoat, dress/dresses, summer dress/summer dresses, skirt, jumpsuit, nightshirt, dressing
            gown, scarf/scarves, shawl, hat, sun hat, bucket hat, beanie, cap, beret, glove, mitten, sock, belt,
            tie, bow tie, swimsuit, apron dress/apron dresses, kimono, poncho, vest, costume
            """),
        word_list(
            """
            cotton, organic cotton, linen, wool, merino, cashmere, silk, satin, viscose, denim, corduroy, flannel,
            fleece, velvet, lace, jersey, tweed, leather, faux fur, straw, felt, bamboo, nylon, chiffon, mohair
            """
        ),
        word_list(
            """
            collar, cuff, hood, pocket, button, zip, hem, brim, wide brim, ribbon, sleeve, long sleeve, drawstring,
            pleat, lining, patch pocket, waistband, belt, bobble, ruffle, toggle, slit, bow
            """
        ),
        word_list(
            """
            cold mornings, hot days, layering, the office, a garden party, the beach, cycling, a winter walk, a
            first date, lounging, festivals, holidays, formal dinners, school runs, sleeping in, rainy commutes
            """
        ),
        word_list(
            """
            the office, the beach, the mountains, a summer wedding, the sofa, the park, a windy coast, the ski
            slope, the theatre, a city break
            """
        ),
        word_list(
            """
            keeps out the wind, drapes softly, packs small, dries fast, washes without fuss, warms without weight,
            shades the face, never itches, sits loose on the shoulders, moves with you, rolls into a bag
            """
        ),
    ),
    Domain(
        word_list("""
            bag, tote, tote bag, backpack, handbag, clutch/clutches, shoulder bag, crossbody bag, satchel, suitcase,
            weekend bag, duffel, purse, wallet, card holder, briefcase, bum bag, laptop sleeve, pouch/pouches, wash
            bag, key ring, luggage tag, umbrella, passport cover, phone case, camera bag, drawstring bag, bucket bag
            """),
        word_list(
            """
            leather, vegan leather, canvas, waxed canvas, suede, felt, nylon, raffia, straw, cork, cotton, denim,
            velvet, recycled plastic, wicker, rubber, satin, neoprene, beads
            """
        ),
        word_list(
            """
            shoulder strap, chain strap, handle, zip, front pocket, inner pocket, flap, clasp, buckle, lining,
            padded sleeve, tassel, magnetic snap, roll top, side pocket, wooden handle, drawstring, brass ring
            """
        ),
        word_list(
            """
            market day, a weekend away, commuting, carrying a laptop, travel, evenings out, the school run, a day
            hike, the gym, groceries, the beach, hand luggage, loose change, a wedding
            """
        ),
        word_list(
            """
            the market, the office, the airport, the beach, a wedding, the train, the gym, a city break, campus, the
            night bus
            """
        ),
        word_list(
            """
            holds more than it seems to, folds into itself, stands up on its own, shrugs off rain, ages well, slips
            into a pocket, fits under a seat, opens wide, hangs close to the body, carries a week of shopping
            """
        ),
    ),
    Domain(
        word_list(
            """
            necklace, pendant necklace, bracelet, bangle, ring, signet ring, earring, hoop earring, brooch/brooches,
            anklet, watch/watches, pocket watch/pocket watches, cufflink, tie pin, hair clip, hair band, tiara,
            charm, locket, choker, scrunchie, sunglasses case, glasses chain
            """
        ),
        word_list(
            """
            gold, silver, sterling silver, rose gold, brass, copper, pearl, freshwater pearl, glass beads, wood,
            resin, leather, jade, amber, enamel, steel, titanium, crystal, quartz, turquoise, shell, silk, onyx,
            moonstone
            """
        ),
        word_list(
            """
            clasp, chain, fine chain, pendant, stone, setting, dial, strap, leather strap, link, bead, hinge, pin,
            engraved back, twisted band, toggle, drop, charm, bezel, hammered surface
            """
        ),
        word_list(
            """
            every day, a wedding, an anniversary, layering, evenings out, a christening, a plain black dress, a
            graduation, stacking, dressing up a shirt, sensitive skin, saying thank you
            """
        ),
        word_list("""
            the dressing table, a jewellery box, the opera, the office, a summer party, date night, a ceremony
            """),
        word_list(
            """
            catches the light, sits flat on the collarbone, never tarnishes, feels weightless, adjusts to any wrist,
            goes with everything, keeps good time, swings a little as you move, fastens with one hand
            """
        ),
    ),
    Domain(
        word_list("""
            eyeshadow palette, lipstick, lip balm, blush/blushes, nail polish/nail polishes, perfume, soap, soap
            bar, bath bomb, bath salt, body lotion, hand cream, face mask, hair brush/hair brushes, comb, sponge,
            make-up bag, make-up brush/make-up brushes, mascara, shaving brush/shaving brushes, beard oil, shampoo
            bar, toothbrush/toothbrushes, bathrobe, towel, hand towel, loofah, soap dish/soap dishes, tissue
            box/tissue boxes, shower curtain, massage roller, foot bath
            """),
        word_list(
            """
            shea butter, olive oil, glycerine, beeswax, oat milk, clay, rose water, cotton, waffle cotton, bamboo,
            boar bristle, wood, tin, glass, cardboard, sea salt, lavender oil, cocoa butter, pressed powder,
            ceramic, linen, cork
            """
        ),
        word_list(
            """
            mirror, lid, pump, cap, scent, shimmer, hinged lid, twist-up case, wooden handle, soft bristle,
            applicator, rope, hidden pan, loop, foam pad, refill
            """
        ),
        word_list(
            """
            sensitive skin, dry hands, a long bath, a party look, quick touch-ups, the morning routine, smoky eyes,
            travel, a spa evening, gym bags, tired feet, cold winters
            """
        ),
        word_list(
            """
            the bathroom shelf, a handbag, the guest bathroom, the shower, the dressing table, the bedside table, a
            gym bag, a weekend away
            """
        ),
        word_list(
            """
            smells of orange peel, lasts all day, melts into the skin, lathers well, blends in one stroke, rinses
            off clean, fits in a palm, dries in minutes, never leaves a mark, fizzes as it dissolves, opens like a
            burger box
            """
        ),
    ),
    Domain(
        word_list("""
            toy, teddy bear, plush toy, doll, doll's house, puzzle, board game, card game, train set, toy car, toy
            boat, building set, kite, yo-yo, spinning top, marble run, rattle, mobile, rocking horse, wooden animal,
            play kitchen, play tent, bath duck, puppet, balloon, bubble wand, skipping rope, scooter, tricycle,
            ball, football, frisbee, drum, xylophone, kazoo, ukulele, colouring book, sticker book, magic set, water
            pistol, nesting doll, stuffed dinosaur
            """),
        word_list(
            """
            wood, beech, rubberwood, plush, cotton, felt, wool, plastic, recycled plastic, rubber, natural rubber,
            cardboard, tin, silicone, nylon, paper, foam, cork, corduroy, velour
            """
        ),
        word_list(
            """
            wheel, string, button eye, tail, ear, handle, bell, squeaker, soft paw, rounded edge, pull cord,
            removable roof, magnet, track, lid, long trunk, embroidered face, secret pocket
            """
        ),
        word_list(
            """
            rainy afternoons, toddlers, bath time, a birthday party, small hands, long car journeys, the whole
            family, bedtime, curious children, games night, learning to count, playing outside
            """
        ),
        word_list(
            """
            the nursery, the playroom, the garden, the bath, the back seat, the beach, the park, grandma's house,
            the classroom
            """
        ),
        word_list(
            """
            squeaks when squeezed, rolls a long way, floats, packs into its box, makes everyone laugh, washes in the
            machine, stands on its own feet, rattles softly, grows with the child, flies in a light wind, comes
            apart and goes together again
            """
        ),
    ),
    Domain(
        word_list("""
            cake, birthday cake, cupcake, tart, pie, loaf of bread/loaves of bread, cookie, biscuit, gingerbread
            house, macaron, brownie, box of chocolates/boxes of chocolates, chocolate bar, jar of honey/jars of
            honey, jam, marmalade, tea blend, coffee blend, olive oil, vinegar, chutney/chutneys, hot sauce, pasta,
            cheese, gift hamper, fruit basket, candy cane, lollipop, nougat, fudge, granola, syrup, lemonade, spice
            mix/spice mixes, salt blend
            """),
        word_list(
            """
            dark chocolate, milk chocolate, sponge, shortcrust, sourdough, rye, almond, hazelnut, marzipan, fondant,
            buttercream, gingerbread, honey, oats, raspberry, lemon, vanilla, carrot, pumpkin, beetroot, caramel,
            sesame, pistachio, coconut, vegetables
            """
        ),
        word_list(
            """
            icing, crust, filling, layer, sugar roof, glaze, topping, candle, ribbon, wrapper, cherry on top, crumb,
            gift box, piped edge, cream swirl, wax seal
            """
        ),
        word_list(
            """
            a birthday, afternoon tea, a thank-you, a wedding table, breakfast, a cheese board, sharing, Christmas,
            a picnic, dessert, children's parties, a sweet tooth
            """
        ),
        word_list(
            """
            the tea table, a party, the breakfast table, the office, a picnic, a hamper, the cheese board, the
            dessert table
            """
        ),
        word_list(
            """
            serves a crowd, keeps for a week, melts on the tongue, crumbles nicely, tastes of late summer, cuts
            cleanly, travels well, needs no baking, cheers up a rainy day, smells of cinnamon, looks too good to eat
            """
        ),
    ),
    Domain(
        word_list("""
            notebook, sketchbook, diary/diaries, pen, fountain pen, pencil, pencil case, desk organiser, letter
            opener, stapler, calendar, planner, greeting card, roll of wrapping paper/rolls of wrapping paper,
            bookmark, book stand, lamp clip, phone stand, headphone stand, speaker, radio, record player, camera,
            keyboard, mouse mat, charger, power bank, desk mat, pin board, chalkboard, magnifying glass/magnifying
            glasses, calculator, hourglass/hourglasses, typewriter, stamp set, ink well, letter tray, waste bin
            """),
        word_list(
            """
            paper, recycled paper, kraft paper, leather, cork, wood, walnut, beech, brass, aluminium, steel,
            plastic, linen, felt, bamboo, acrylic, rubber, card, silicone, bakelite, glass
            """
        ),
        word_list(
            """
            elastic band, ribbon marker, nib, clip, cover, hard cover, blank page, dial, knob, cable, drawer, hinge,
            dotted page, magnet, stand, pen loop, strap, volume wheel
            """
        ),
        word_list(
            """
            taking notes, sketching, long meetings, writing letters, working late, tidy desks, plans and lists,
            music in the kitchen, travel journals, exam season, desk parties, old records
            """
        ),
        word_list(
            """
            the desk, the office, a backpack, the study, the kitchen counter, the classroom, a shared studio, the
            reception desk
            """
        ),
        word_list(
            """
            lies flat when open, writes smoothly, sounds bigger than it is, tidies a cable, charges a phone, props
            up a tablet, refills in seconds, takes fountain pen ink, clips on anywhere, fits a coat pocket, plays
            for a whole day
            """
        ),
    ),
    Domain(
        word_list("""
            dog bed, dog bowl, dog lead, collar, cat tree, scratching post, cat bed, cat toy, bird cage, aquarium,
            pet blanket, dog coat, pet carrier, tent, sleeping bag, camping stove, water bottle, head torch/head
            torches, yoga mat, dumb-bell, skateboard, surfboard, bicycle bell, bicycle basket, helmet, tennis
            racket, swimming goggle, snorkel, sledge, fishing rod, compass/compasses, binocular case, picnic
            blanket, cool box/cool boxes, deck chair, paddle, climbing rope, jump rope, beach towel, tool box/tool
            boxes, hammer, torch/torches
            """),
        word_list(
            """
            nylon, ripstop, canvas, fleece, cotton, wool, aluminium, steel, plastic, recycled plastic, cork, natural
            rubber, foam, wicker, sisal, leather, neoprene, ash, bamboo, titanium, felt, carbon
            """
        ),
        word_list(
            """
            strap, handle, buckle, padded side, pole, zip, pocket, reflective strip, hook, grip, lid, pedestal,
            hanging mouse, rubber foot, raised edge, carry bag, clip, vent
            """
        ),
        word_list(
            """
            a sleepy cat, a large dog, wild camping, the daily walk, a weekend in the hills, yoga at home, beach
            days, evening rides, cold water, puppies, winter sledging, garden parties, long hikes
            """
        ),
        word_list(
            """
            the garden, the beach, the campsite, the living room, the hills, the gym, a garage, the back of the car,
            the lake, the river
            """
        ),
        word_list(
            """
            packs down small, stays put, floats, survives puppies, dries overnight, rings loud and clear, sheds the
            rain, cushions the knees, rolls up tight, washes at home, takes a knock, glows after dark
            """
        ),
    ),
)

COLORS = word_list("""
            red, green, blue, yellow, orange, purple, pink, brown, black, white, grey, beige, cream, ivory, navy,
            teal, turquoise, mint, sage, olive, forest green, lime, mustard, gold, silver, bronze, copper, rust,
            terracotta, coral, peach, salmon, rose, dusty rose, blush, burgundy, maroon, plum, lilac, lavender,
            violet, indigo, sky blue, cobalt, denim blue, charcoal, slate, sand, taupe, tan, camel, chocolate,
            walnut, natural, clear, multicolour, black and white, red and white, blue and white, pastel, apricot,
            aubergine, emerald, ochre, off-white, petrol, raspberry, stone, amber, champagne, fuchsia, khaki,
            magenta, crimson, scarlet, light blue, dark green, pale pink, dark grey, bright yellow, neon green, warm
            white, ice blue, butter yellow, brick red, moss green, midnight blue, baby pink, honey, graphite, smoke,
            pearl, rainbow, gold and black, green and white
            """)

ADJECTIVES = word_list("""
            small, large, tall, round, square, slim, wide, deep, shallow, oval, heavy, light, soft, smooth, rough,
            shiny, matt, glossy, simple, plain, striped, dotted, checked, speckled, floral, ribbed, fluted, woven,
            knitted, quilted, carved, hand-thrown, hand-painted, folding, stackable, portable, sturdy, delicate,
            cosy, warm, cool, bright, quiet, playful, silly, odd, charming, elegant, modern, rustic, vintage, retro,
            classic, minimal, generous, compact, chunky, curved, angular, weatherproof, washable, reusable,
            oversized, miniature, lopsided, whimsical, cheerful, faded, polished, brushed, hammered, embroidered,
            printed, marbled, frosted, pleated, tufted, padded, lightweight, hard-wearing, handmade, recycled,
            old-fashioned, gentle, crisp, airy, wobbly, fuzzy, fluffy, sleek, wavy, scalloped, twisted
            """)

THINGS = word_list("""
            cheeseburger, hot dog, pineapple, avocado, lemon, banana, strawberry, watermelon, mushroom, cactus,
            cloud, moon, star, sun, rainbow, snail, fox, owl, whale, shark, octopus, flamingo, frog, duck, goose,
            cat, sausage dog, bear, rabbit, hedgehog, bee, butterfly, dragon, dinosaur, robot, rocket, spaceship,
            castle, lighthouse, windmill, teapot, sneaker, clog, cowboy boot, top hat, guitar, piano, camera,
            typewriter, telephone, cassette, pizza slice, doughnut, croissant, taco, sushi roll, fried egg, ice
            cream cone, cupcake, loaf of bread, carrot, pumpkin, pea pod, tomato, artichoke, cabbage, corn cob,
            acorn, pine cone, tulip, sunflower, rose, leaf, feather, shell, starfish, crab, lobster, fish, tin of
            sardines, anchor, hot-air balloon, bus, tractor, skull, eye, hand, foot, tooth, brain, heart, key, light
            bulb, book, envelope, pencil, dice, chess knight, crown, bathtub, igloo, volcano, iceberg, tree stump,
            log, brick, traffic cone
            """)

PEOPLE = word_list("""
            a gardener, a tea drinker, a new parent, a student, a teacher, a night owl, a cat person, a dog owner, a
            cook, a baker, a book lover, a runner, a cyclist, a hiker, a music fan, a painter, a tidy person, a
            messy child, a teenager, a toddler, someone who has everything, someone who hates clutter, a colleague,
            a boss with a sense of humour, a neighbour, newlyweds, a best friend, my sister, my brother, my mother,
            my father, my grandmother, my grandfather, my aunt, my nephew, my niece, my wife, my husband, my
            girlfriend, my boyfriend, my daughter, my son, my flatmate, my boss, my secret santa, my partner, my
            godchild, my best friend, a friend who loves plants, a friend who is always cold, my uncle who likes
            jokes, my sister who loves tea, my dad who likes to cook, a coffee snob, a burger fan, a vegetable
            grower, a minimalist, a collector, a traveller, a sailor, a housewarming host, a chess player, a film
            fan, a nurse
            """)

OCCASIONS = word_list(
    """
            a birthday, a wedding, a housewarming, Christmas, Valentine's Day, Mother's Day, Father's Day, a leaving
            do, a christening, a graduation, Halloween, Easter, an anniversary, a garden party, a picnic, a dinner
            party, New Year's Eve, a baby shower, a retirement, the last day of school, a hen night, a summer party,
            game night
            """
)

BRAND_ENDINGS = word_list(
    """
            and Sons, Studio, Home, Works, and Co, Living, House, Goods, Supply, Workshop, Atelier, Kitchen, Garden,
            Outdoor, Made, and Daughters, Collective, Lane, Street, Mill, Farm, Paper, Light, Ceramics, Textiles
            """
)

SYLLABLES_START = word_list(
    """
            al, am, ar, bar, bel, bir, bo, bram, bri, cal, can, cor, cra, da, del, dor, el, em, fen, fer, fin, fo,
            gal, gre, ha, har, hol, il, in, ja, jo, ka, kel, ki, lar, len, lin, lo, lu, ma, mar, mel, mi, mo, na,
            nel, nor, o, or, pa, pel, pi, por, quil, ra, ren, ri, ro, sa, sel, ski, so, sta, tan, tel, thor, ti,
            tri, u, val, ven, vi, wal, wen, whit, wil, yar, zan, ze
            """
)
SYLLABLES_END = word_list(
    """
            ba, bury, by, co, combe, da, dale, den, do, field, ford, gate, ham, hurst, ika, ila, ina, ing, ita, ka,
            kin, la, land, ley, lin, ling, lo, low, ma, mere, min, mont, na, nell, no, nova, ra, ria, rin, ro, row,
            sa, sen, set, shaw, son, sta, ster, stow, ta, tana, tha, ton, tora, vale, va, vane, vik, wick, well,
            wood, worth, ya, za
            """
)
