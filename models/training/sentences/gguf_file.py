"""A trained Qwen3 decoder and its tokenizer as GGUF: written in full and quantised, and read again to be trained further."""

from __future__ import annotations

import json
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf.quants import dequantize
from tokenizers import AddedToken, Regex, Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE

from models.training.sentences.decoder import Decoder

# The split of Qwen2 and Qwen3, which llama.cpp knows as "qwen2".
SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def byte_level(model: BPE) -> Tokenizer:
    """A tokenizer of this vocabulary over bytes, split as Qwen splits."""
    tokenizer = Tokenizer(model)
    split = pre_tokenizers.Split(Regex(SPLIT), "isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [split, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def read_gguf(file: Path) -> tuple[dict[str, torch.Tensor], Tokenizer]:
    """Return the weights of a decoder that `write_gguf` wrote, dequantised to float32, and its tokenizer."""
    reader = gguf.GGUFReader(file)
    weights = {
        tensor.name: torch.from_numpy(np.array(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32))
        for tensor in reader.tensors
    }
    tokens, kinds, merges = (
        reader.fields[f"tokenizer.ggml.{name}"].contents() for name in ("tokens", "token_type", "merges")
    )
    tokenizer = byte_level(
        BPE({token: i for i, token in enumerate(tokens)}, [tuple(pair.split(" ")) for pair in merges])
    )
    for token, kind in zip(tokens, kinds, strict=True):
        if kind in (gguf.TokenType.CONTROL, gguf.TokenType.USER_DEFINED):
            special = kind == gguf.TokenType.CONTROL
            (tokenizer.add_special_tokens if special else tokenizer.add_tokens)(
                [AddedToken(token, normalized=False, special=special)]
            )
    return weights, tokenizer


def write_gguf(model: Decoder, tokenizer: Tokenizer, file: Path, *, name: str, context: int) -> None:
    """Write matrices as float16 and norms as float32. The output matrix is tied to the embeddings and left out."""
    shape = model.shape
    writer = gguf.GGUFWriter(file, "qwen3")
    writer.add_name(name)
    writer.add_description("Qwen3 architecture; weights trained from scratch by Curio. Not a model of Alibaba's.")
    writer.add_license("apache-2.0")
    writer.add_context_length(context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_key_length(shape.head_dim)
    writer.add_value_length(shape.head_dim)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    _add_tokenizer(writer, tokenizer)
    for key, tensor in model.state_dict().items():
        values = tensor.detach().float().numpy()
        writer.add_tensor(key, values.astype(np.float16 if values.ndim == 2 else np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_tokenizer(writer: gguf.GGUFWriter, tokenizer: Tokenizer) -> None:
    stored = json.loads(tokenizer.to_str())
    kinds = {
        added["id"]: gguf.TokenType.CONTROL if added["special"] else gguf.TokenType.USER_DEFINED
        for added in stored["added_tokens"]
    }
    count = tokenizer.get_vocab_size()
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([tokenizer.id_to_token(i) for i in range(count)])
    writer.add_token_types([kinds.get(i, gguf.TokenType.NORMAL) for i in range(count)])
    writer.add_token_merges([" ".join(pair) for pair in stored["model"]["merges"]])
    writer.add_eos_token_id(tokenizer.token_to_id("<|im_end|>"))
    writer.add_pad_token_id(tokenizer.token_to_id("<|endoftext|>"))
    writer.add_add_bos_token(False)


def quantise(full: Path, file: Path, kind: str) -> None:
    """Write `full` again as `kind`: "Q8_0", "Q6_K", … (llama.cpp's own names)."""
    import llama_cpp

    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = getattr(llama_cpp, f"LLAMA_FTYPE_MOSTLY_{kind}")
    parameters.nthread = 1
    if llama_cpp.llama_model_quantize(str(full).encode(), str(file).encode(), parameters):
        raise RuntimeError(f"llama.cpp could not quantise {full} to {kind}")
