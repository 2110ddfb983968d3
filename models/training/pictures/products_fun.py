"""The demo catalog's rows for what is worn, carried, eaten, painted on and played with.

Descriptions say what the picture shows, so a changed seed or spec asks for a look at the new picture.
"""

from __future__ import annotations

from models.training.pictures.kinds import DemoProduct

# fmt: off
_SHOES = [
    DemoProduct(
        "crocs-flower-pots", "clog planter", 3, "yellow", "rubber", "Crocs as flower pots",
        "A pair of yellow rubber clogs put out to grow: soil up to the ankle and a bush of flowers coming out of "
        "each foot opening. The holes over the toes let the roots breathe and the rain run out. For a balcony, a "
        "doorstep, or feet that have retired.",
        "38.00", "Bramble Yard", spec={"plant": "flowers"}, boards=("ridiculous", "balcony"),
    ),
    DemoProduct(
        "cactus-slippers", "cactus slippers", 2, "green", "felt", "Cactus slippers",
        "Backless slippers whose toes are two ribbed felt cacti with raised arms, soft white spines and a pink "
        "flower on top. Nothing on them pricks. For the carpet side of the desert.",
        "46.00", "Kitsu Studio", spec={"flower": "pink"}, boards=("ridiculous",),
    ),
    DemoProduct(
        "clog-tomato", "clog", 4, "red", "rubber", "Everyday clogs, tomato red",
        "Rubber clogs in one red from sole to heel strap, with round holes over the toes. Light, washable under "
        "the hose, and easy to kick off at the back door.",
        "34.00", "Northfold", spec={"holes": "round", "two_tone": "red"}, boards=("out-and-about",),
    ),
    DemoProduct(
        "clog-navy", "clog", 5, "navy", "rubber", "Two-tone clogs, navy and white",
        "Navy rubber clogs on a thick white sole, with round holes and a strap that swings behind the heel. Made "
        "for decks, kitchens and long shifts on hard floors.",
        "39.00", "Northfold", spec={"holes": "round", "two_tone": "white"},
    ),
    DemoProduct(
        "clog-pink", "clog", 8, "pink", "rubber", "Diamond-hole clogs, pink",
        "Pink rubber clogs, cut with diamonds instead of dots over the toes. The strap goes back for walking and "
        "forward for slipping in.",
        "36.00", "Lumo", spec={"holes": "diamond", "two_tone": "pink"},
    ),
    DemoProduct(
        "clog-garden", "clog", 11, "olive", "rubber", "Closed garden clogs, olive",
        "Garden clogs without holes, so mud and dew stay out. Olive rubber on a black sole with a ribbed edge.",
        "42.00", "Bramble Yard", spec={"holes": "none", "two_tone": "black"},
    ),
    DemoProduct(
        "trainer-white-red", "trainer", 3, "white", "leather", "Court trainers, white and red",
        "Low white leather trainers with red marks at the side and heel, red laces and a white rubber sole. They "
        "go with everything you already own.",
        "89.00", "Halden & Rye",
        spec={"cut": "low", "accent": "red", "sole": "white", "single": False}, boards=("out-and-about",),
    ),
    DemoProduct(
        "trainer-high-black", "trainer", 6, "black", "canvas", "High-top trainers, black canvas",
        "Black canvas to above the ankle, white laces, and a white rubber sole and toe. The shape that never "
        "needed improving.",
        "64.00", "Oddment", spec={"cut": "high", "accent": "white", "sole": "white", "single": False},
    ),
    DemoProduct(
        "trainer-green", "trainer", 9, "green", "fabric", "Low trainers, green with yellow",
        "Green woven trainers with yellow side marks and heel tab on a beige sole. Lace-up, low cut, light enough "
        "for a long day of walking.",
        "72.00", "Northfold", spec={"cut": "low", "accent": "yellow", "sole": "beige", "single": False},
    ),
    DemoProduct(
        "boot-rain-yellow", "boot", 2, "yellow", "rubber", "Tall rain boots, yellow",
        "Knee-high wellington boots in yellow rubber with a white rim and a loop at the back to pull them on. For "
        "puddles, taken on purpose.",
        "58.00", "Bramble Yard", spec={"cut": "tall", "trim": "white", "sole": "black"}, boards=("out-and-about",),
    ),
    DemoProduct(
        "boot-rain-navy", "boot", 7, "navy", "rubber", "Tall rain boots, navy",
        "Navy rubber wellingtons with a red rim and a treaded sole. They keep out rain, river and most of the "
        "garden.",
        "58.00", "Bramble Yard", availability="out_of_stock", spec={"cut": "tall", "trim": "red", "sole": "black"},
    ),
    DemoProduct(
        "boot-ankle-tan", "boot", 3, "tan", "leather", "Ankle boots, tan leather",
        "Pull-on ankle boots in tan leather with elastic at the sides, a low heel and a loop at the back. Smart "
        "enough for dinner, flat enough for the walk home.",
        "149.00", "Halden & Rye", spec={"cut": "ankle", "trim": "brown", "sole": "brown"},
    ),
    DemoProduct(
        "flip-flop-turquoise", "flip-flop", 5, "turquoise", "rubber", "Beach flip-flops, turquoise",
        "Turquoise rubber flip-flops with a white thong strap. They dry in minutes and weigh next to nothing in a "
        "bag.",
        "16.00", "Solstead", spec={"form": "thong", "strap": "white", "pattern": None}, boards=("out-and-about",),
    ),
    DemoProduct(
        "flip-flop-stripe", "flip-flop", 12, "coral", "rubber", "Striped flip-flops, coral",
        "Coral flip-flops with cream stripes across the footbed and a navy strap. Soft rubber, two layers thick.",
        "18.00", "Solstead", spec={"form": "thong", "strap": "navy", "pattern": "stripes cream"},
    ),
    DemoProduct(
        "slide-black", "flip-flop", 14, "black", "rubber", "Pool slides, black",
        "Black rubber slides with one wide yellow band over the foot. From the shower to the letter box without a "
        "lace.",
        "28.00", "Northfold", spec={"form": "slide", "strap": "yellow", "pattern": None},
    ),
]

_BAGS = [
    DemoProduct(
        "taco-handbag", "taco handbag", 2, "yellow", "leather", "Taco handbag",
        "A handbag shaped like a taco: a folded yellow leather shell with felt lettuce, tomato and cheese "
        "spilling out along the top, on a gold bead chain. Holds a phone, keys and one real taco, wrapped.",
        "78.00", "Kitsu Studio", spec={"carry": "chain"}, boards=("ridiculous", "out-and-about"),
    ),
    DemoProduct(
        "watermelon-clutch", "watermelon clutch", 5, "red", "leather", "Watermelon-slice clutch",
        "A half-moon clutch that is a slice of watermelon: red leather with black seeds, a pale ring and a "
        "striped green rind. A gold zip runs along the cut, a green loop goes round the wrist.",
        "64.00", "Kitsu Studio", spec={"strap": "green"}, boards=("ridiculous", "out-and-about"),
    ),
    DemoProduct(
        "tote-canvas", "tote bag", 3, "beige", "canvas", "Market tote, natural canvas",
        "A tall canvas bag in its own beige with brown leather handles long enough for the shoulder. Takes a week "
        "of vegetables or a laptop, not both.",
        "32.00", "Fernwick",
        spec={"pattern": None, "handle": "brown", "shape": "tall", "base": None}, boards=("out-and-about",),
    ),
    DemoProduct(
        "tote-stripe", "tote bag", 6, "white", "canvas", "Harbour tote, navy stripes",
        "A wide white canvas tote with navy stripes and navy handles. It stands open on its own, which is half of "
        "what one wants from a bag.",
        "44.00", "Fernwick", spec={"pattern": "stripes navy", "handle": "navy", "shape": "wide", "base": None},
    ),
    DemoProduct(
        "tote-green", "tote bag", 9, "green", "canvas", "Work tote, green and brown",
        "Green canvas above, a band of brown leather below where bags wear first, and flat brown handles. Wide "
        "enough for a folder.",
        "68.00", "Halden & Rye", spec={"pattern": None, "handle": "brown", "shape": "wide", "base": "brown"},
    ),
    DemoProduct(
        "tote-dots", "tote bag", 12, "yellow", "cotton", "Polka-dot shopper, yellow",
        "A yellow cotton shopper with white dots and white handles. Folds to nothing in a coat pocket.",
        "19.00", "Pebblecast",
        spec={"pattern": "dots white", "handle": "white", "shape": "tall", "base": None}, boards=("small-gifts",),
    ),
    DemoProduct(
        "handbag-red", "handbag", 4, "red", "leather", "Flap handbag, red leather",
        "A structured handbag in red leather with a curved flap, a gold clasp and one handle on gold rings. Small "
        "outside, three cards, a phone and a book inside.",
        "185.00", "Halden & Rye",
        spec={"form": "flap", "metal": "gold", "handle": "red", "pattern": None}, boards=("out-and-about",),
    ),
    DemoProduct(
        "handbag-satchel", "handbag", 7, "tan", "leather", "Buckled satchel, tan leather",
        "A tan leather satchel closed by two brown straps with gold buckles. The kind of bag that looks better in "
        "its third year.",
        "210.00", "Halden & Rye", spec={"form": "satchel", "metal": "gold", "handle": "brown", "pattern": None},
    ),
    DemoProduct(
        "handbag-moon", "handbag", 10, "green", "velvet", "Half-moon bag, green velvet",
        "A half-moon of green velvet with a zip along the flat side and a round handle. For evenings with little "
        "to carry.",
        "96.00", "Morrow", spec={"form": "half-moon", "metal": "gold", "handle": "green", "pattern": None},
    ),
    DemoProduct(
        "handbag-round", "handbag", 13, "black", "leather", "Round bag, black leather",
        "A drum-shaped bag in black leather with silver fittings and a small brown tag. It rolls up to no one.",
        "120.00", "Morrow", spec={"form": "round", "metal": "silver", "handle": "black", "pattern": None},
    ),
    DemoProduct(
        "backpack-navy", "backpack", 3, "navy", "canvas", "Day pack, navy canvas",
        "A navy canvas backpack with brown leather trim, a zipped front pocket and a pocket at each side. Sized "
        "for a laptop and lunch.",
        "84.00", "Northfold", spec={"form": "zip", "trim": "brown", "pattern": None}, boards=("out-and-about",),
    ),
    DemoProduct(
        "backpack-yellow", "backpack", 6, "yellow", "nylon", "Rain pack, yellow",
        "A bright yellow nylon backpack with black straps and a zipped pocket in front. Seen from far off, dry "
        "inside.",
        "72.00", "Northfold", spec={"form": "zip", "trim": "black", "pattern": None},
    ),
    DemoProduct(
        "backpack-flap", "backpack", 9, "olive", "canvas", "Rucksack with flap, olive",
        "An olive canvas rucksack with a flap held by two brown leather straps. Room for a jumper, a flask and "
        "the wrong map.",
        "98.00", "Bramble Yard", spec={"form": "flap", "trim": "brown", "pattern": None},
    ),
    DemoProduct(
        "backpack-dots", "backpack", 12, "pink", "nylon", "School backpack, pink dots",
        "A pink school bag with white dots, a front pocket and red trim. Light, and easy to find among forty "
        "others.",
        "48.00", "Lumo", spec={"form": "zip", "trim": "red", "pattern": "dots white"}, boards=("play",),
    ),
]

_CLOTHES = [
    DemoProduct(
        "lampshade-hat", "lampshade hat", 3, "green", "linen", "Lampshade hat",
        "A pleated green lampshade to wear, edged in red velvet with a fringe of bobbles and a ribbon that ties "
        "under the chin. No bulb, no plug, no explanation. Shown on a wooden head.",
        "69.00", "Oddment", spec={"trim": "red", "pattern": None}, boards=("ridiculous",),
    ),
    DemoProduct(
        "teacup-hat", "teacup hat", 6, "white", "felt", "Cup-and-saucer hat",
        "A white felt saucer for a brim and a felt cup for a crown, filled with velvet tea, both rimmed in gold. "
        "For tea parties at which you mean to be noticed. Shown on a wooden head.",
        "82.00", "Kitsu Studio", spec={"trim": "gold", "pattern": None}, boards=("ridiculous",),
    ),
    DemoProduct(
        "hat-sun", "brim hat", 4, "beige", "wicker", "Wide-brim straw hat",
        "A woven straw sun hat with a wide, gently waved brim and a black ribbon. Shade for a face and a good "
        "part of the book.",
        "46.00", "Solstead", spec={"form": "sun", "ribbon": "black", "stand": False}, boards=("out-and-about",),
    ),
    DemoProduct(
        "hat-fedora", "brim hat", 7, "brown", "felt", "Felt fedora, brown",
        "A brown felt fedora, pinched in front and creased on top, with a black band. It knows how to be tipped.",
        "88.00", "Halden & Rye", spec={"form": "fedora", "ribbon": "black", "stand": False},
    ),
    DemoProduct(
        "hat-bucket", "brim hat", 10, "navy", "linen", "Bucket hat, navy linen",
        "A soft navy bucket hat in linen with white stitching round the crown. Rolls up, washes, forgives.",
        "34.00", "Northfold", spec={"form": "bucket", "ribbon": "white", "stand": False},
    ),
    DemoProduct(
        "hat-bowler", "brim hat", 12, "black", "felt", "Bowler hat on a stand, black",
        "A round black felt bowler with a red ribbon, shown on a wooden head. For rain, parades and silent films.",
        "95.00", "Morrow", spec={"form": "bowler", "ribbon": "red", "stand": True},
    ),
    DemoProduct(
        "cap-navy", "cap", 3, "navy", "cotton", "Baseball cap, navy and red",
        "A navy cotton cap with a red peak and a white badge on the front. One size, adjusted behind.",
        "26.00", "Northfold", spec={"peak": "red", "front": "navy", "badge": "white"}, boards=("out-and-about",),
    ),
    DemoProduct(
        "cap-green", "cap", 6, "green", "canvas", "Canvas cap, green with white front",
        "Green canvas with a white front panel and a green peak. Plain, without a badge, for people who support "
        "nobody.",
        "24.00", "Solstead", spec={"peak": "green", "front": "white", "badge": None},
    ),
    DemoProduct(
        "beanie-red", "beanie", 2, "red", "knit", "Bobble hat, red",
        "A ribbed red knitted hat with a turned-up edge and a white bobble. Warm over the ears, cheerful over the "
        "rest.",
        "28.00", "Fernwick", spec={"bobble": "white", "cuff": "red", "pattern": None}, boards=("small-gifts",),
    ),
    DemoProduct(
        "beanie-grey", "beanie", 5, "grey", "knit", "Ribbed beanie, grey",
        "A plain grey beanie in a deep rib with a folded edge. No bobble, no logo, no fuss.",
        "24.00", "Northfold", spec={"bobble": None, "cuff": "grey", "pattern": None},
    ),
    DemoProduct(
        "tee-white-heart", "t-shirt", 3, "white", "cotton", "T-shirt with red heart",
        "A white cotton T-shirt with a round neck and a red heart on the chest. Says it so you need not.",
        "29.00", "Pebblecast",
        spec={"neck": "round", "pattern": None, "print": "red", "motif": "heart", "trim": "white"},
        boards=("small-gifts",),
    ),
    DemoProduct(
        "tee-breton", "t-shirt", 6, "white", "cotton", "Breton T-shirt, navy stripes",
        "White cotton with navy stripes all the way down and a navy neck. A boat is not required.",
        "36.00", "Fernwick", spec={"neck": "round", "pattern": "stripes navy", "print": None, "trim": "navy"},
    ),
    DemoProduct(
        "tee-mustard", "t-shirt", 9, "mustard", "cotton", "V-neck T-shirt, mustard",
        "A plain V-neck in mustard cotton, cut straight and not too long. Goes under a jacket and over nothing.",
        "26.00", "Solstead", spec={"neck": "v", "pattern": None, "print": None},
    ),
    DemoProduct(
        "hoodie-green", "hoodie", 3, "green", "cotton", "Pullover hoodie, green",
        "A green cotton hoodie with a front pouch, white cords and ribbed cuffs. Thick enough for a bonfire.",
        "69.00", "Northfold", spec={"front": "pocket", "cord": "white", "cuffs": "green"}, boards=("out-and-about",),
    ),
    DemoProduct(
        "hoodie-grey", "hoodie", 6, "grey", "cotton", "Zip hoodie, grey and navy",
        "A grey cotton hoodie with a full zip, and navy cuffs and hem. The one you reach for before knowing it is "
        "cold.",
        "74.00", "Northfold", spec={"front": "zip", "cord": "white", "cuffs": "navy"},
    ),
    DemoProduct(
        "dress-dots", "dress", 3, "red", "cotton", "Summer dress, red with dots",
        "A red cotton dress with white dots, a skirt that flares from the waist and a white belt. For weddings, "
        "ferries and Tuesdays.",
        "94.00", "Solstead", spec={"skirt": "flared", "sleeves": "short", "belt": "white", "pattern": "dots white"},
    ),
    DemoProduct(
        "dress-navy", "dress", 6, "navy", "linen", "Straight linen dress, navy",
        "A straight navy linen dress with shoulder straps and no belt. Cool in heat, sober in company.",
        "110.00", "Halden & Rye", spec={"skirt": "straight", "sleeves": "straps", "belt": None, "pattern": None},
    ),
    DemoProduct(
        "dress-floral", "dress", 9, "mint", "cotton", "Flower dress, mint",
        "A mint cotton dress printed with white flowers, gathered at a brown belt, the skirt full. Made to be "
        "spun round in.",
        "98.00", "Fernwick", spec={"skirt": "flared", "sleeves": "straps", "belt": "brown", "pattern": "floral white"},
    ),
    DemoProduct(
        "scarf-check", "scarf", 4, "red", "wool", "Checked wool scarf, red",
        "A red wool scarf with dark checks and a fringe, shown rolled. Long enough to go round twice and still "
        "argue with the wind.",
        "54.00", "Halden & Rye",
        spec={"form": "rolled", "pattern": "checks navy", "fringe": "red"}, boards=("small-gifts",),
    ),
    DemoProduct(
        "scarf-grey", "scarf", 7, "grey", "wool", "Plain wool scarf, grey",
        "A soft grey wool scarf, folded three times with its fringe out. Goes with every coat in the hall.",
        "48.00", "Fernwick", spec={"form": "folded", "pattern": None, "fringe": "grey"},
    ),
]

_JEWELLERY = [
    DemoProduct(
        "doughnut-ring", "doughnut ring", 3, "pink", "gold", "Doughnut ring",
        "A gold ring that carries, where the diamond goes, a doughnut with pink icing and coloured sprinkles. "
        "Bigger than is reasonable. Do not bite.",
        "42.00", "Tinker & Loaf", boards=("ridiculous", "small-gifts"),
    ),
    DemoProduct(
        "ring-ruby", "ring", 3, "red", "gold", "Ring with red stone",
        "A round-cut red glass stone held by four claws on a slim gold-coloured band. For asking, or for "
        "answering.",
        "180.00", "Morrow", spec={"cut": "round", "stones": False}, boards=("small-gifts",),
    ),
    DemoProduct(
        "ring-blue", "ring", 6, "blue", "silver", "Square-cut ring, blue",
        "A square blue stone on a silver band, with two small clear stones on each shoulder. Art deco by way of a "
        "good imitation.",
        "145.00", "Morrow", spec={"cut": "square", "stones": True},
    ),
    DemoProduct(
        "ring-pearl", "ring", 9, "white", "gold", "Pearl ring, gold",
        "One white pearl in four gold claws. Nothing else on it, because nothing else is needed.",
        "120.00", "Halden & Rye", spec={"cut": "pearl", "stones": False},
    ),
    DemoProduct(
        "necklace-beads", "necklace", 3, "blue", "silver", "Bead necklace, blue",
        "A string of round blue beads with a glaze like wet stones, shown on a bust. Sits just below the throat.",
        "48.00", "Pebblecast", spec={"form": "beads", "stone": "glazed", "bust": "beige"}, boards=("small-gifts",),
    ),
    DemoProduct(
        "necklace-pendant", "necklace", 6, "green", "gold", "Green pendant on gold chain",
        "A drop of green glass on a gold-coloured chain, shown on a black velvet bust. It catches the light "
        "before you do.",
        "76.00", "Morrow", spec={"form": "pendant", "stone": "gem", "pendant": "drop", "bust": "black"},
    ),
    DemoProduct(
        "bracelet-beads", "bracelet", 4, "green", "gold", "Bead bracelet, green and gold",
        "Round green beads with gold ones among them on an elastic thread. Wear one, or four.",
        "28.00", "Pebblecast", spec={"form": "beads"}, boards=("small-gifts",),
    ),
    DemoProduct(
        "bracelet-cuff", "bracelet", 7, "blue", "silver", "Open cuff with blue stones, silver",
        "A wide silver-coloured cuff with three blue stones at the front and a gap behind to slip it on.",
        "88.00", "Morrow", spec={"form": "cuff"},
    ),
    DemoProduct(
        "earrings-drop", "earrings", 3, "red", "gold", "Drop earrings, red",
        "Long red drops under small clear stones, on gold hooks, shown on a wooden stand. Made for tilting the "
        "head.",
        "52.00", "Morrow", spec={"form": "drop", "stand": "beige"}, boards=("small-gifts",),
    ),
    DemoProduct(
        "earrings-tassel", "earrings", 6, "yellow", "gold", "Tassel earrings, yellow",
        "Yellow thread tassels hanging from gold beads. They swing when you laugh, so choose your company.",
        "26.00", "Solstead", spec={"form": "tassel", "stand": "brown"},
    ),
    DemoProduct(
        "earrings-fan", "earrings", 9, "teal", "gold", "Fan earrings, teal",
        "Pleated teal fans under gold beads, wide and flat like open shells. Lighter than they look.",
        "34.00", "Kitsu Studio", spec={"form": "fan", "stand": "tan"},
    ),
    DemoProduct(
        "watch-white", "watch", 3, "white", "steel", "Round watch, white dial",
        "A steel wristwatch with a plain white dial, black markers and a red second hand, on a brown leather "
        "strap. Tells the time and nothing else.",
        "165.00", "Halden & Rye",
        spec={"form": "round", "strap": "brown", "strap_material": "leather"}, boards=("out-and-about",),
    ),
    DemoProduct(
        "watch-green", "watch", 6, "green", "gold", "Round watch, green dial",
        "A gold-coloured case round a green dial, on a black leather strap. Dressier than you need, which is when "
        "it helps.",
        "220.00", "Morrow", spec={"form": "round", "strap": "black", "strap_material": "leather"},
    ),
    DemoProduct(
        "watch-square", "watch", 9, "yellow", "plastic", "Square watch, yellow",
        "A square yellow plastic watch on a navy rubber strap. Fine in the sea, loud on land.",
        "48.00", "Lumo", availability="preorder", spec={"form": "square", "strap": "navy", "strap_material": "rubber"},
    ),
]

_WEAR = [
    DemoProduct(
        "whale-headphones", "whale headphones", 3, "blue", "plastic", "Whale headphones",
        "Headphones with a blue whale over each ear: white bellies, raised tails, small black eyes, and a spout "
        "on the yellow band. They cover the ears completely, and the room looks at you all the same.",
        "119.00", "Lumo", spec={"band": "yellow"}, boards=("ridiculous", "play"),
    ),
    DemoProduct(
        "duck-umbrella", "duck umbrella", 4, "yellow", "nylon", "Duck umbrella",
        "An umbrella that is a yellow duck from above: head, orange beak, wings and tail on the canopy, and an "
        "orange crook to hold it by. Weather for ducks, at last.",
        "54.00", "Kitsu Studio", spec={"beak": "orange"}, boards=("ridiculous", "out-and-about"),
    ),
    DemoProduct(
        "sunglasses-round", "sunglasses", 3, "brown", "plastic", "Round sunglasses, brown",
        "Round brown frames with dark green lenses. For scholars on holiday.",
        "64.00", "Morrow", spec={"form": "round", "lens": "green"}, boards=("out-and-about",),
    ),
    DemoProduct(
        "sunglasses-heart", "sunglasses", 6, "red", "plastic", "Heart sunglasses, red",
        "Heart-shaped sunglasses in red plastic with black lenses. Worn once, photographed always.",
        "18.00", "Kitsu Studio", spec={"form": "heart", "lens": "black"}, boards=("small-gifts", "out-and-about"),
    ),
    DemoProduct(
        "sunglasses-cat", "sunglasses", 9, "black", "plastic", "Cat-eye sunglasses, black",
        "Black frames swept up at the corners, with black lenses. They have opinions.",
        "72.00", "Halden & Rye", spec={"form": "cat-eye", "lens": "black"},
    ),
    DemoProduct(
        "sunglasses-wood", "sunglasses", 12, "tan", "wood", "Square sunglasses, wood",
        "Square frames in tan wood with brown lenses. No two grains alike.",
        "86.00", "Fernwick", spec={"form": "square", "lens": "brown"},
    ),
    DemoProduct(
        "umbrella-red", "umbrella", 2, "red", "nylon", "Open umbrella, red",
        "A red umbrella with a brown wooden crook, large enough for one and a half. It opens with a sound you "
        "will come to like.",
        "38.00", "Fernwick", spec={"second": "red", "handle": "brown", "tilt": 18.0}, boards=("out-and-about",),
    ),
    DemoProduct(
        "umbrella-parasol", "umbrella", 5, "blue", "nylon", "Panel umbrella, blue and white",
        "Blue and white panels in turn, like a beach ball that keeps off rain. Wooden crook, metal ribs.",
        "42.00", "Solstead", spec={"second": "white", "handle": "tan", "tilt": 104.0},
    ),
    DemoProduct(
        "umbrella-black", "umbrella", 8, "black", "nylon", "City umbrella, black",
        "A plain black umbrella with a brown crook. It has been lent more often than it has been returned.",
        "34.00", "Morrow", spec={"second": "black", "handle": "brown", "tilt": 104.0},
    ),
    DemoProduct(
        "headphones-white", "headphones", 3, "white", "plastic", "Over-ear headphones, white",
        "White over-ear headphones with grey cushions and a padded band. Closed cups keep the train out and the "
        "music in.",
        "149.00", "Lumo", spec={"pads": "grey", "accent": "silver"}, boards=("out-and-about",),
    ),
    DemoProduct(
        "headphones-wood", "headphones", 6, "brown", "wood", "Wooden headphones, brown leather",
        "Headphones with cups of dark brown wood, brown leather cushions and gold discs. For records, and for "
        "those who say so.",
        "240.00", "Lumo", spec={"pads": "brown", "accent": "gold"},
    ),
    DemoProduct(
        "headphones-mint", "headphones", 9, "mint", "plastic", "Over-ear headphones, mint",
        "Mint green headphones with black cushions. Light enough to forget you have them on.",
        "89.00", "Lumo", spec={"pads": "black", "accent": "mint"},
    ),
]

_BEAUTY = [
    DemoProduct(
        "cheeseburger-eyeshadow", "burger eyeshadow", 2, "tan", "plastic", "Cheeseburger-shaped eyeshadow",
        "An eyeshadow compact in the shape of a cheeseburger: bun below, patty, cheese and lettuce round the "
        "edge, and pans of powder in sunset shades on top. The sesame bun is the lid, with a mirror inside; a "
        "brush comes with it. Make-up, not lunch.",
        "29.00", "Kitsu Studio",
        spec={"shades": "sunset", "pans": 7, "tray": "white", "brush": True}, boards=("ridiculous", "small-gifts"),
    ),
    DemoProduct(
        "palette-nude", "eyeshadow palette", 3, "black", "plastic", "Eyeshadow palette, nudes",
        "Ten pressed powders from cream to coffee in a black case with a mirror across the lid. Every day of a "
        "working fortnight.",
        "36.00", "Quillby", spec={"rows": 2, "columns": 5, "shades": "nude", "form": "square", "brush": False},
    ),
    DemoProduct(
        "palette-party", "eyeshadow palette", 6, "pink", "plastic", "Eyeshadow palette, party colours",
        "A pink case of bright powders: pink, violet, blue, green, yellow and orange, with a mirror and a brush. "
        "For faces with plans.",
        "32.00", "Quillby",
        spec={"rows": 2, "columns": 3, "shades": "party", "form": "square", "brush": True}, boards=("small-gifts",),
    ),
    DemoProduct(
        "palette-round", "eyeshadow palette", 9, "gold", "plastic", "Round eyeshadow compact, rose",
        "A round gold-coloured compact of rose powders with a round mirror. Fits the palm and the smallest bag.",
        "28.00", "Quillby", spec={"shades": "rose", "form": "round", "brush": False},
    ),
    DemoProduct(
        "lipstick-red", "lipstick", 3, "red", "wax", "Lipstick, post-box red",
        "A true red in a gold-coloured case. Creamy to put on, and it stays through soup.",
        "22.00", "Quillby", spec={"case": "gold", "form": "round", "cap": True}, boards=("small-gifts",),
    ),
    DemoProduct(
        "lipstick-coral", "lipstick", 6, "coral", "wax", "Lipstick, coral",
        "Coral in a square white case. A sunny colour for people who are not quite awake.",
        "22.00", "Quillby", spec={"case": "white", "form": "square", "cap": True},
    ),
    DemoProduct(
        "lipstick-burgundy", "lipstick", 9, "burgundy", "wax", "Lipstick, burgundy",
        "A deep burgundy in a black case with a gold ring. For evenings, and mornings after them.",
        "24.00", "Quillby", spec={"case": "black", "form": "round", "cap": True},
    ),
    DemoProduct(
        "soap-shell", "soap", 3, "pink", "soap", "Shell soap, pink",
        "A ribbed shell of pink soap, too pretty to use until someone does.",
        "9.00", "Tinker & Loaf", spec={"form": "shell", "count": 1, "dish": False}, boards=("small-gifts",),
    ),
    DemoProduct(
        "soap-bars", "soap", 6, "sage", "soap", "Two olive-green soap bars",
        "Two bars of sage-green soap, pressed with a simple mark, stacked on a dish. Good lather, quiet colour.",
        "14.00", "Fernwick", spec={"form": "bar", "count": 2, "dish": True},
    ),
    DemoProduct(
        "soap-round", "soap", 9, "yellow", "soap", "Round soap, lemon yellow",
        "A round bar of yellow soap that sits well in the hand. Gets garlic off the fingers.",
        "8.00", "Tinker & Loaf", spec={"form": "round", "count": 1, "dish": True},
    ),
    DemoProduct(
        "perfume-square", "perfume", 3, "pink", "glass", "Perfume in a square bottle, pink",
        "A rose-pink scent in a square glass bottle with a gold-coloured stopper. Light, and gone by lunch, as it "
        "should be.",
        "68.00", "Morrow", spec={"form": "square", "cap": "gold", "bow": False},
    ),
    DemoProduct(
        "perfume-round", "perfume", 6, "orange", "glass", "Perfume in a round bottle, amber",
        "An amber scent in a flat round bottle with a black stopper. Warm, a little smoky.",
        "84.00", "Morrow", spec={"form": "round", "cap": "black", "bow": False}, boards=("small-gifts",),
    ),
    DemoProduct(
        "perfume-hexagon", "perfume", 9, "green", "glass", "Perfume in a six-sided bottle, green",
        "A green, grassy scent in a six-sided bottle with a wooden stopper. Like a hedge after rain.",
        "72.00", "Fernwick", spec={"form": "hexagon", "cap": "wood", "bow": False},
    ),
]

_FOOD = [
    DemoProduct(
        "vegetable-house", "vegetable house", 2, "orange", "vegetable", "A gingerbread house made of vegetables",
        "A gingerbread house for people who read labels: walls of carrot logs, a roof of cucumber slices, tomato "
        "windows and a hedge of broccoli. All of it edible, none of it sweet. The whole cottage feeds six with a "
        "dip.",
        "45.00", "Tinker & Loaf", spec={"roof": "cucumber"}, boards=("ridiculous",),
    ),
    DemoProduct(
        "trainer-cake", "trainer cake", 3, "red", "frosting", "Trainer cake",
        "A birthday cake in the shape of a trainer: two layers of sponge and cream for a sole, red icing above, "
        "laces piped in white, sprinkles and candles. Serves the whole team.",
        "64.00", "Tinker & Loaf", spec={"accent": "white", "sponge": "tan", "candles": 3}, boards=("ridiculous",),
    ),
    DemoProduct(
        "trainer-cake-blue", "trainer cake", 8, "blue", "frosting", "Sneaker birthday cake, blue",
        "A blue iced sneaker on a round board with white details, sponge layers where the sole would be and one "
        "candle. Size: everyone gets a slice.",
        "64.00", "Tinker & Loaf", availability="preorder", spec={"accent": "white", "sponge": "brown", "candles": 1},
    ),
    DemoProduct(
        "gingerbread-house", "gingerbread house", 3, "brown", "bread", "Gingerbread house with icing",
        "A brown gingerbread cottage with white icing along every edge, sweets of all colours on the roof and a "
        "snowy yard. Comes assembled, which is the hard part.",
        "39.00", "Tinker & Loaf", spec={"roof": "mixed", "icing": "white"}, boards=("small-gifts",),
    ),
    DemoProduct(
        "gingerbread-house-red", "gingerbread house", 6, "tan", "bread", "Gingerbread chalet, red and white roof",
        "A light gingerbread chalet with red and white sweets in rows on the roof and icing icicles under it. "
        "Smells of cloves for a week.",
        "42.00", "Tinker & Loaf", spec={"roof": "red", "icing": "white"},
    ),
    DemoProduct(
        "cake-cherry", "cake", 3, "pink", "frosting", "Pink layer cake with cherries",
        "A round cake in pink icing with cream rosettes and a cherry on each; one slice is already taken, so the "
        "layers show. Serves ten.",
        "38.00", "Tinker & Loaf",
        spec={"tiers": 1, "topping": "cherries", "cut": True, "drip": None, "sponge": "beige"},
    ),
    DemoProduct(
        "cake-chocolate", "cake", 6, "brown", "frosting", "Chocolate cake with strawberries",
        "Chocolate icing, a white drip running down the sides, and strawberries on cream all round the top. Best "
        "eaten on the day.",
        "42.00", "Tinker & Loaf", spec={"tiers": 1, "topping": "strawberries", "cut": False, "drip": "white"},
    ),
    DemoProduct(
        "cake-wedding", "cake", 9, "white", "frosting", "Three-tier cake, white",
        "Three white tiers edged with pink piping, sprinkles on top. For weddings, or for very large Thursdays.",
        "160.00", "Tinker & Loaf", availability="preorder",
        spec={"tiers": 3, "topping": "sprinkles", "cut": False, "drip": None},
    ),
    DemoProduct(
        "cupcake-cherry", "cupcake", 3, "pink", "frosting", "Cupcake with cherry",
        "Pink icing swirled high in a red paper case, with one cherry on top. Two bites if you are honest.",
        "4.00", "Tinker & Loaf", spec={"case": "red", "topping": "cherry", "swirl": "swirl"}, boards=("small-gifts",),
    ),
    DemoProduct(
        "cupcake-mint", "cupcake", 6, "mint", "frosting", "Cupcake with sprinkles, mint",
        "A dome of mint icing full of sprinkles in a brown paper case. Tastes of mint, honestly.",
        "4.00", "Tinker & Loaf", spec={"case": "brown", "topping": "sprinkles", "swirl": "dome"},
    ),
    DemoProduct(
        "doughnut-pink", "doughnut", 3, "pink", "glazed", "Iced doughnut, pink",
        "A ring doughnut with glossy pink icing and coloured sprinkles. Fried this morning, gone this afternoon.",
        "4.00", "Tinker & Loaf", spec={"stack": 1, "topping": "sprinkles", "bite": False, "plate": False},
    ),
    DemoProduct(
        "doughnut-stack", "doughnut", 6, "brown", "glazed", "Three doughnuts on a plate",
        "A stack of three iced doughnuts with a drizzle over each, the top one chocolate, served on a plate. "
        "Share, or hide.",
        "11.00", "Tinker & Loaf", spec={"stack": 3, "topping": "drizzle", "plate": True},
    ),
    DemoProduct(
        "burger-classic", "burger", 3, "tan", "bread", "Classic cheeseburger",
        "One patty under melted cheese, tomato and lettuce in a sesame bun. A burger to eat, in case you came for "
        "that.",
        "9.00", "Tinker & Loaf", spec={"patties": 1, "tomato": True},
    ),
    DemoProduct(
        "burger-double", "burger", 6, "tan", "bread", "Double cheeseburger",
        "Two patties, two slices of cheese, lettuce, and a sesame bun doing its best to hold them. Napkins "
        "included.",
        "12.00", "Tinker & Loaf", spec={"patties": 2, "tomato": False},
    ),
]

_TOYS = [
    DemoProduct(
        "car-beetle", "toy car", 3, "red", "wood", "Wooden car, red",
        "A round little red wooden car with white hubs that rolls straight. Sanded smooth for small hands.",
        "24.00", "Pebblecast",
        spec={"form": "beetle", "stripe": None, "wheels": "white"}, boards=("play", "small-gifts"),
    ),
    DemoProduct(
        "car-van", "toy car", 6, "sky blue", "painted metal", "Camper van, sky blue",
        "A painted metal camper van in sky blue with silver bumpers. Small enough for a shelf, strong enough for "
        "the stairs.",
        "28.00", "Oddment", spec={"form": "van", "stripe": None, "wheels": "white"}, boards=("play",),
    ),
    DemoProduct(
        "car-racer", "toy car", 9, "green", "painted metal", "Racing car, green",
        "An open racing car in green metal with a tiny driver in a white helmet and a wing behind. Faster than it "
        "needs to be across a kitchen floor.",
        "32.00", "Oddment", spec={"form": "racer", "stripe": "white", "wheels": "silver"}, boards=("play",),
    ),
    DemoProduct(
        "car-saloon", "toy car", 12, "yellow", "plastic", "Toy taxi, yellow",
        "A yellow plastic saloon with a black stripe along the middle. Fares are negotiated with the driver, who "
        "is four.",
        "16.00", "Lumo", spec={"form": "saloon", "stripe": "black", "wheels": "silver"}, boards=("play",),
    ),
    DemoProduct(
        "train-green", "toy train", 3, "green", "wood", "Wooden train with two wagons",
        "A green wooden steam engine with a red roof, gold bands and two loaded wagons. The wheels turn; the "
        "smoke is up to you.",
        "46.00", "Pebblecast", spec={"wagons": 2, "roof": "red", "wheels": "yellow"}, boards=("play",),
    ),
    DemoProduct(
        "train-blue", "toy train", 6, "blue", "wood", "Wooden engine, blue",
        "A single blue engine with a yellow roof and red wheels. It starts a collection.",
        "22.00", "Pebblecast", spec={"wagons": 0, "roof": "yellow", "wheels": "red"}, boards=("play", "small-gifts"),
    ),
    DemoProduct(
        "robot-tin", "toy robot", 3, "silver", "painted metal", "Tin robot, silver and red",
        "A boxy silver robot with red feet, red claws, yellow eyes and springs for limbs, one arm raised. From a "
        "future that never came.",
        "38.00", "Oddment", spec={"accent": "red", "head": "square", "arms": "up"}, boards=("play",),
    ),
    DemoProduct(
        "robot-mint", "toy robot", 6, "mint", "painted metal", "Round-headed robot, mint",
        "A mint robot with a domed head, orange feet and an aerial. Its buttons do nothing, which is restful.",
        "34.00", "Oddment", spec={"accent": "orange", "head": "dome", "arms": "down"}, boards=("play",),
    ),
    DemoProduct(
        "bear-brown", "soft bear", 3, "brown", "plush", "Teddy bear with red bow",
        "A brown plush bear that sits by itself, with a cream nose and belly and a red bow. It will be told "
        "everything.",
        "32.00", "Pebblecast", spec={"bow": "red"}, boards=("play", "small-gifts"),
    ),
    DemoProduct(
        "bear-white", "soft bear", 6, "white", "plush", "Polar bear with scarf",
        "A white plush bear in a blue knitted scarf. Soft, washable, and never cold.",
        "34.00", "Pebblecast", spec={"scarf": "blue"}, boards=("play",),
    ),
    DemoProduct(
        "duck-classic", "toy duck", 3, "yellow", "rubber", "Rubber duck",
        "The yellow rubber duck with the orange beak, for the bath or the desk. It floats and listens to "
        "programmers.",
        "7.00", "Lumo", spec={"hat": "none", "glasses": False}, boards=("play", "small-gifts"),
    ),
    DemoProduct(
        "duck-captain", "toy duck", 6, "yellow", "rubber", "Rubber duck, captain",
        "A yellow rubber duck in a white sailor's cap with a navy band. Runs a tidy bath.",
        "9.00", "Lumo", spec={"hat": "sailor", "glasses": False}, boards=("play",),
    ),
    DemoProduct(
        "duck-royal", "toy duck", 9, "pink", "rubber", "Rubber duck with crown, pink",
        "A pink rubber duck wearing a gold crown. Reigns over all the water it can reach.",
        "10.00", "Lumo", spec={"hat": "crown", "glasses": False}, boards=("play", "small-gifts"),
    ),
    DemoProduct(
        "whale-plush", "toy whale", 3, "blue", "plush", "Plush whale, blue",
        "A round blue plush whale with a white belly, its tail up and a felt spout. As large as a cushion and "
        "used as one.",
        "29.00", "Pebblecast", spec={"spout": True, "belly": "white"}, boards=("play",),
    ),
    DemoProduct(
        "whale-wood", "toy whale", 6, "grey", "wood", "Wooden whale, grey",
        "A carved whale in grey-stained wood with a white grooved belly. Sits on a shelf, surfaces at bath time.",
        "36.00", "Fernwick", spec={"spout": False, "belly": "white"},
    ),
    DemoProduct(
        "blocks-castle", "building blocks", 3, "multicolour", "wood", "Building blocks, castle set",
        "Wooden blocks in red, blue, yellow, green and orange, with an arch and pointed roofs, built here into a "
        "castle. It falls down as often as you like.",
        "34.00", "Pebblecast", spec={"form": "castle"}, boards=("play",),
    ),
    DemoProduct(
        "blocks-natural", "building blocks", 6, "natural", "wood", "Building blocks, plain wood",
        "Cubes and cylinders of unpainted wood in four tones, stacked here as a pyramid. Quiet to look at, loud "
        "to knock over.",
        "29.00", "Fernwick", spec={"form": "pyramid"}, boards=("play",),
    ),
    DemoProduct(
        "ball-beach", "ball", 3, "red", "plastic", "Beach ball, red and white",
        "A red and white beach ball in broad panels. Light, bouncy, and off with the first wind.",
        "8.00", "Solstead", spec={"form": "beach", "second": "white"}, boards=("play",),
    ),
    DemoProduct(
        "ball-football", "ball", 6, "white", "leather", "Football, white and black",
        "A white football with black patches and stitched seams. Pick two jumpers for a goal.",
        "24.00", "Northfold", spec={"form": "football", "second": "black"}, boards=("play", "out-and-about"),
    ),
]

PRODUCTS: list[DemoProduct] = [*_SHOES, *_BAGS, *_CLOTHES, *_JEWELLERY, *_WEAR, *_BEAUTY, *_FOOD, *_TOYS]
