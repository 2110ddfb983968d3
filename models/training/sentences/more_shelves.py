"""More shelves of the invented shop: sports clothes, sports gear, things with a plug, what children need, tools and crafts."""

from __future__ import annotations

from models.training.sentences.words import Domain, word_list

SHELVES = (
    Domain(
        word_list("""
            running short, training tee, yoga pant, legging, sports bra, tank top, track jacket, windbreaker,
            fleece jacket, rain shell, base layer, compression tight, gym short, polo, rash guard, swimsuit,
            bikini top, swim trunk, wetsuit, cycling jersey, bib short, football shirt, tennis skirt, ski
            jacket, ski pant, down vest, softshell, jogger, sweatshirt, quarter-zip, tracksuit, leotard, sarong,
            headband, sweatband, running glove, running sock, trail cap, neck gaiter, poncho
            """),
        word_list("""
            polyester, recycled polyester, nylon, spandex, merino wool, organic cotton, fleece, mesh, lycra,
            bamboo viscose, ripstop, microfiber, jersey, elastane, softshell fabric, neoprene, down, linen,
            modal, tencel, hemp, cotton blend
            """),
        word_list("""
            waistband, drawstring, hood, zip pocket, thumbhole, flatlock seam, mesh panel, racerback, crew
            neckline, stand-up collar, cuff, gusset, reflective strip, inner brief, key pocket, hem, kangaroo
            pocket, chin guard, ankle zip, media pocket, liner
            """),
        word_list("""
            running, hot yoga, long hikes, the gym, cycling to work, tennis, weight training, swimming laps,
            trail runs, skiing, stretching, spin class, football practice, pilates, rainy rides, cold mornings,
            warming up, climbing, rowing, dance class
            """),
        word_list("""
            the gym, the trail, the studio, a locker, the slopes, the pool, the track, a weekend away, the sofa
            after a run, the court
            """),
        word_list("""
            wicks away sweat, dries in an hour, stretches in every direction, blocks the wind, keeps its shape,
            stays put on the run, breathes well, packs into its own pocket, warms without weight, resists odor,
            moves with the body, holds a phone and a key, sheds light rain, feels soft on the skin
            """),
    ),
    Domain(
        word_list("""
            dumbbell, kettlebell, resistance band, jump rope, foam roller, yoga mat, yoga block, yoga strap,
            exercise ball, balance board, pull-up bar, push-up grip, ab wheel, ankle weight, punching bag,
            boxing glove, mouth guard, shin guard, bike helmet, bike light, bike lock, bike pump, saddle bag,
            water bottle, gym bag, duffel bag, hydration pack, trekking pole, tent, sleeping pad, headlamp,
            camping stove, cooler, carabiner, climbing harness, chalk bag, paddle, life vest, snorkel set, dive
            mask, swim fin, goggle, tennis racket, badminton set, table tennis bat, basketball, football,
            volleyball, golf glove, hockey stick, skateboard, roller skate, scooter, sled, snowboard, fishing
            reel, tackle box/tackle boxes, dartboard, stopwatch/stopwatches, sports watch/sports watches, heart
            rate strap, whistle
            """),
        word_list("""
            steel, cast iron, rubber, natural rubber, foam, cork, silicone, nylon, aluminum, carbon fiber,
            leather, neoprene, plastic, recycled plastic, polycarbonate, canvas, mesh, bamboo, titanium, latex,
            polyester
            """),
        word_list("""
            grip, strap, handle, buckle, valve, non-slip base, carry loop, lid, straw, digital display,
            backlight, battery, shoulder strap, side pocket, shoe compartment, laptop sleeve, clip, padded
            panel, carry case, adjustable band, alarm, vent
            """),
        word_list("""
            core workouts, sore muscles, home workouts, warming up, balance poses, wild camping, the daily
            commute, a first triathlon, beach games, travel workouts, night rides, team practice, weekend hikes,
            learning to swim, long rides, rehab exercises
            """),
        word_list("""
            the gym, the garage, a small flat, the car boot, the beach, the campsite, the office, the garden,
            the lake, a gym locker
            """),
        word_list("""
            packs down small, hangs on a hook, grips when wet, counts laps, tracks heart rate, rolls out tight
            muscles, folds flat, holds two liters of water, fits any hand, adjusts in seconds, takes a beating,
            floats, glows at night, inflates in a minute
            """),
    ),
    Domain(
        word_list("""
            headphone, earbud, bluetooth speaker, soundbar, record player, radio, alarm clock, smart plug, desk
            lamp, ring light, webcam, keyboard, mouse/mice, monitor stand, laptop sleeve, phone case, phone
            stand, charger, charging cable, power bank, tablet cover, e-reader case, camera strap, tripod,
            instant camera, drone, game controller, card reader, usb hub, router, projector, fan, space heater,
            humidifier, air purifier, robot vacuum, hand vacuum, iron, garment steamer, hair dryer,
            straightener, electric shaver, electric toothbrush/electric toothbrushes, kitchen scale, kettle,
            toaster, blender, hand mixer, coffee grinder, espresso machine, air fryer, rice cooker, slow cooker,
            waffle iron, milk frother, juicer
            """),
        word_list("""
            plastic, aluminum, steel, stainless steel, glass, silicone, leather, vegan leather, fabric, walnut,
            bamboo, rubber, recycled plastic, tempered glass, nylon, ceramic, wool felt, copper
            """),
        word_list("""
            dial, knob, touch panel, battery, usb port, braided cable, dimmer, timer, remote, stand, carry case,
            microphone, filter, water tank, non-stick plate, removable tray, ear cushion, hinge, auto shut-off,
            sleep mode, handle, display
            """),
        word_list("""
            video calls, long flights, small kitchens, morning coffee, working from home, music in the bath, dry
            winters, hot nights, travel, students, quick breakfasts, podcasts, gaming nights, a clean desk, pet
            hair, curly hair, sensitive teeth
            """),
        word_list("""
            the desk, the kitchen counter, the bedside table, a backpack, a hotel room, the office, the living
            room, a dorm room, the bathroom shelf, the car
            """),
        word_list("""
            charges in an hour, runs almost silently, lasts all day, pairs with any phone, folds into its case,
            switches itself off, cancels noise, heats up in seconds, cleans itself, remembers the last setting,
            fills a room with sound, fits a drawer
            """),
    ),
    Domain(
        word_list("""
            romper, onesie, bib, swaddle, baby blanket, pram suit, baby bootie, sun hat, school bag, lunch bag,
            pencil case, raincoat, rubber boot, nappy bag, baby carrier, pushchair, car seat cover, cot, cot
            mobile, changing mat, bath seat, hooded towel, high chair, sippy cup, baby bottle, teether, pacifier
            clip, play mat, activity cube, stacking ring, shape sorter, push walker, ride-on car, balance bike,
            night light, baby monitor, stair gate, bed rail, potty/potties, step stool, growth chart, name tag,
            party hat, costume, cape, tutu, fairy wing, pirate sword, treasure chest
            """),
        word_list("""
            organic cotton, muslin, bamboo viscose, wool, fleece, silicone, natural rubber, beech, birch, pine,
            plywood, felt, terry, corduroy, denim, jersey, steel, recycled plastic, cardboard, linen, canvas,
            oilcloth
            """),
        word_list("""
            snap button, popper, zip, hood with ears, elastic cuff, pocket, strap, buckle, harness, padded seat,
            rubber wheel, handle, lid, spout, bell, mirror, rattle, squeaker, name label, reflective patch,
            drawstring, lining
            """),
        word_list("""
            newborns, a first birthday, bath time, naps, weaning, rainy walks, nursery days, the school run,
            teething, a baby shower, dressing up, learning to walk, tummy time, long car trips, bedtime stories,
            sensitive skin
            """),
        word_list("""
            the nursery, the pram, the car, grandma's house, the bath, the school gate, the playroom, the
            garden, a nappy bag
            """),
        word_list("""
            washes at forty degrees, grows with the child, closes with poppers, stays on in the wind, soothes
            sore gums, folds with one hand, wipes clean, keeps little feet dry, rolls over thresholds, glows all
            night, makes no noise, fits most prams
            """),
    ),
    Domain(
        word_list("""
            hammer, screwdriver set, drill, hand saw, tape measure, spirit level, tool bag, work glove, safety
            goggle, paint brush/paint brushes, paint roller, ladder, workbench/workbenches, torch/torches,
            extension lead, wall hook, shelf bracket, door knob, cabinet handle, key hook, letter box/letter
            boxes, doorbell, padlock, rake, spade, hedge trimmer, pruner, hose, sprinkler, wheelbarrow, compost
            bin, car mat, sun shade, ice scraper, jump starter, sewing kit, embroidery hoop, knitting needle,
            yarn bowl, crochet set, quilting ruler, watercolor set, easel, sketch pad, calligraphy pen, clay
            set, glue gun, origami paper, guitar strap, ukulele, harmonica, music stand, metronome, drum pad,
            kalimba, violin case, capo
            """),
        word_list("""
            steel, carbon steel, oak, ash, beech, rubber, plastic, recycled plastic, leather, canvas, nylon,
            brass, aluminum, bamboo, cotton, wool, paper, walnut, maple, copper, cast iron, felt, cork, waxed
            canvas
            """),
        word_list("""
            handle, grip, blade, case, magnet, clip, strap, hook, lock, wheel, nozzle, hinge, tray, pocket,
            ruler, stand, tip, string, lid, drawer, soft grip, belt loop, storage box
            """),
        word_list("""
            first repairs, weekend projects, tight corners, wet gardens, icy mornings, rainy afternoons,
            beginners, quiet practice, small hands, hanging pictures, tidy sheds, travel sketches, slow
            evenings, raised beds, flat-pack furniture
            """),
        word_list("""
            the shed, the toolbox, the garage, the hallway, a studio, the car, the balcony, a craft corner, the
            allotment, a case
            """),
        word_list("""
            holds an edge, sits well in the hand, stays sharp, hangs on a nail, locks in place, cuts cleanly,
            folds away, reaches high shelves, keeps time, stays in tune, wipes clean, resists rust, glides over
            walls, fits a back pocket
            """),
    ),
)
