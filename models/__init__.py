"""What turns pictures and words into vectors, and facts into sentences."""

import os

# Before any model library is imported: none of them may reach for the network on its own. `python -m models pull`, which is
# meant to, says so itself.
for _name, _value in {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",
}.items():
    os.environ.setdefault(_name, _value)
