"""What people need, in their words, and what a shop's text says that answers it: the two sides of "why this".

A request from one line is met by a clause from the line below it, in whatever product it stands. So the model learns
which of a row's clauses to take up when none shares a word with the request.
"""

from __future__ import annotations

_TABLE = """
something for cold hands; warm hands; my hands are always cold
    keeps the first sip warm for an hour; lined with soft fleece; a snug knitted cuff; holds its heat
I am always cold; warm things for winter; something cosy
    lined with thick fleece; keeps you warm to the bone; made for freezing mornings; traps body heat
hot weather; summer heat; something cool to wear; it gets so hot
    breathes well in the heat; made of light, airy fabric; mesh panels let the air through; keeps you cool
I sweat a lot; sweaty workouts; for hot yoga
    wicks away sweat; dries fast after a hard session; moisture-wicking fabric keeps you dry; resists odor
rain; wet weather; it rains all the time here; must be waterproof
    keeps out the rain; sealed seams keep water out; sheds water like a duck; made of waterproof fabric
wind; stormy days; windy bike rides
    blocks the wind; a high collar keeps the wind out; closes tight at the cuffs
a small flat; no space; tiny kitchen; I have very little room
    folds flat against the wall; stacks neatly; takes up no more room than a book; packs down small
travel; something for a long flight; weekend trips; carry-on
    packs into its own pocket; fits under an airline seat; weighs next to nothing; rolls up small
carry my laptop; a bag for work; for my computer
    has a padded laptop sleeve; sized for a laptop and lunch; wide enough for a folder
lots of pockets; to keep things tidy; I lose my keys; organise my stuff
    packed with pockets; an inner clip holds the keys; keeps small things in their place; has a tray for keys and coins
clothes for the gym; gym kit; carry my gym clothes
    a separate space for shoes; holds a change of clothes and a towel; room for shoes and a bottle
something light; not too heavy; the lightest
    weighs next to nothing; light enough to forget; lighter than it looks
hard wearing; that lasts; my kids break everything; tough
    takes a knock; made to be dropped; reinforced at the corners; built to last for years
easy to clean; machine washable; I hate washing up; messy kids
    wipes clean in a second; goes in the dishwasher; the cover comes off for washing; rinses off under the tap
quiet; does not make noise; my baby sleeps; noisy neighbours
    runs almost silently; ticks without a sound; closes without a bang; keeps the noise out
read in bed; reading light; bedside
    throws light on the page and nowhere else; dims at a touch; a slim arm that bends to the book
sleep better; dark bedroom; I wake at night
    glows softly all night; shuts out every ray of light; soothes with a low hum
wake up in the morning; I oversleep
    rings until somebody gets up; has two loud bells; brightens slowly before it rings
back pain; a sore back; comfortable for long hours
    supports the lower back; padded where it matters; adjusts to your height; a deep, soft seat
sore muscles; after training; stretch my legs
    rolls out tight muscles; eases stiff shoulders; made for stretching and recovery
stay seen at night; cycling in the dark; safe on the road
    reflective trim shows up in headlights; glows after dark; a bright strip at the back
do not slip; grip; slippery floor; that stay in place
    a non-slip base; grips when wet; stays put whatever you do; an elastic waistband holds it in place
for children; safe for toddlers; small kids; for a baby
    rounded edges all around; sanded smooth for small hands; no small parts to swallow; soft enough to chew
learn; educational; for a curious child
    teaches colours and shapes; comes apart and goes together again; turns counting into a game
rainy afternoon; bored kids; keep them busy
    hours of building in one box; makes up a new game every time; comes with puzzles for a week
a party; guests are coming; host a dinner
    serves a crowd; looks festive on any table; makes guests talk; enough for eight
coffee; coffee lover; morning coffee
    keeps coffee hot for hours; takes a double espresso; a handle wide enough for a whole hand
tea; tea lover; afternoon tea
    pours without a drip; a fine strainer catches every leaf; enough tea for two
cook; likes cooking; for the kitchen
    sears evenly; goes from oven to table; a wooden handle stays cool; cuts cleanly
bake; birthday cake; sweet tooth
    tastes of vanilla and butter; rises evenly; comes with candles; sweet but not too sweet
plants; my plants die; gardener; green thumb
    waters itself for a week; a hole lets the water out; deep enough for roots; holds one large plant
balcony; small outdoor space; terrace
    hangs from a railing; stands up to frost; folds away for winter; likes the sunny end of a balcony
flowers; a bouquet; tulips
    holds a whole armful of flowers; narrow enough for a single stem; keeps cut flowers upright
dark corner; my hallway is dark; more light; warm light
    throws a warm pool of light; lights a whole corner; bounces light off the wall
bare wall; decorate; an empty room; make it cosy
    fills a wall; makes a room feel finished; softens a hard room; brings colour to a grey corner
hide an ugly pot; cover up; hide cables
    slips over the old one; hides what is behind it; tidies every cable
something elegant; dress up; for a gala; smart
    smart enough for dinner; catches the light; a clean line without fuss; made for evenings
wedding; wear to a wedding; ceremony
    made for weddings and long dances; a skirt that moves; pearls along the edge
casual; everyday; weekend; lazy Sundays
    soft from the first day; goes with everything; made for doing nothing in; loose and easy
office; work meetings; professional
    sober in company; a tidy fit under a jacket; takes notes without a sound
sun; beach; sunny holiday
    shades the face and neck; blocks the sun; shakes off sand; dries in minutes
swim; pool; swimming laps
    made for the water; stays dry to the wrist; water-resistant to the pool's bottom; holds its shape in chlorine
hike; mountains; long walks; trekking
    made for long trails; keeps pebbles out; carries two bottles; cushions every step
run; running; marathon; jog
    made for runners; moves with every stride; a key pocket at the back; does not chafe
cycle; bike commute; cyclist
    cut long at the back for riding; clips onto a bicycle; stays on over bumps
yoga; pilates; stretching at home
    stretches in every direction; gives a firm hold on the mat; made for the studio
lift weights; strength training; muscles
    cut for free movement of the arms; a firm grip for heavy sets; builds strength at home
camping; outdoors; festival
    boils water in minutes; pitches in five minutes; made for nights outside
dry skin; sensitive skin; dry hands
    melts into the skin; gentle, without perfume; kind to sensitive skin
smell nice; perfume; scented
    smells of fig and cedar; a scent that stays till evening; smells of orange peel
bath; relax; spa; stressed
    fizzes as it dissolves; made for a long bath; calms at the end of a day
makeup; party look; lipstick
    blends in one stroke; a mirror inside the lid; stays on through soup
curly hair; hair care; beard
    tames curls without grease; softens a stubborn beard; made for thick hair
music; listen; podcasts
    fills a room with sound; keeps the train out and the music in; plays for a whole day
write; journal; stationery; letters
    takes ink without bleeding; lies flat when open; fits a coat pocket
tidy desk; home office; study
    clears the desk of pens; props up a phone; a drawer for small things
pet; dog owner; my dog; puppy
    survives puppies; washes after muddy walks; a bowl that does not tip
cat; cat lady; my cat
    keeps claws off the sofa; hides a bell inside; a warm place to curl up
toothbrush; bathroom; towels
    dries overnight; hangs by a loop; keeps the shelf dry
remember the time; tell time; watch
    tells the time at a glance; large numbers on a pale face; glows in the dark
count steps; track my workout; fitness tracker
    counts steps and laps; tracks heart rate; logs every workout
save energy; eco friendly; sustainable; green gift
    made of recycled bottles; refills instead of waste; grown without pesticides
handmade; craft; something unique
    thrown by hand; no two alike; woven by hand
vegan; no leather; animal free
    made without leather; plant-based from sole to lace
soft; soft to touch; itchy skin
    soft against the skin; no label to scratch; brushed inside
stretchy; tight clothes bother me; comfortable waist
    an elastic waist gives with every move; loose at the hip; stretches and comes back
big sizes; roomy; loose fit
    a relaxed fit; cut wide at the shoulders; room to move
warm drink outdoors; picnic; flask
    keeps soup hot till noon; a lid that is also a cup; fits any cup holder
salad; healthy lunch; lunch at work
    keeps dressing apart; closes tight; two layers for lunch
make people laugh; joke gift; white elephant; funny
    looks like something else entirely; wears a hat it did not ask for; keeps a straight face so you need not
retro; vintage; old-fashioned; nostalgic
    looks older than it is; copied from a grandmother's shelf; a shape that never needed improving
modern; minimal; simple design
    no logo, no fuss; one line from top to bottom; plain on purpose
colourful; bright; cheer me up
    five colours at once; bright enough for a grey day; cheerful all over
romantic; for my love; anniversary; Valentine's
    a heart on the chest; made for two; glows like candlelight
christmas; advent; winter holiday
    smells of cloves; hangs on a tree; wrapped in red ribbon
exam; student; school; college
    goes from lecture to library; fits a locker; holds a term of notes
new home; housewarming; moving in
    makes a house a home; useful from the first day; for a first kitchen
grandparents; easy to use; old people
    large buttons, clear print; opens without strength; nothing to set up
"""


def needs() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Each need: ways to say it, and clauses that answer it."""
    lines = _TABLE.strip().splitlines()
    return tuple((_items(asked), _items(told)) for asked, told in zip(lines[::2], lines[1::2], strict=True))


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(";") if item.strip())
