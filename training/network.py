"""The network: a BERT encoder and the heads, in the order in which the reader decodes them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.reader.wordpiece import SHAPES
from training.heads.attribution import AttributionHead
from training.heads.base import Head, Outputs
from training.heads.coreference import CoreferenceHead
from training.heads.entities import EntityHead
from training.heads.sentences import SentenceHead
from training.heads.syntax import SyntaxHead

HEADS = (SentenceHead, SyntaxHead, EntityHead, AttributionHead, CoreferenceHead)


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
        self.dropout = dropout

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        queries, keys, values = self.qkv(hidden).chunk(3, dim=-1)
        if torch.onnx.is_in_onnx_export():
            mixed = WholeAttention.apply(queries, keys, values, self.heads)
        else:
            mixed = attention(queries, keys, values, self.heads, mask)
        hidden = self.norm1(hidden + F.dropout(self.out(mixed), self.dropout, self.training))
        raised = self.down(F.gelu(self.up(hidden)))
        return self.norm2(hidden + F.dropout(raised, self.dropout, self.training))


def attention(queries: Tensor, keys: Tensor, values: Tensor, heads: int, mask: Tensor) -> Tensor:
    """Many-headed attention over batch × length × width, with an additive mask."""
    batch, length, width = queries.shape
    queries, keys, values = (part.view(batch, length, heads, width // heads).transpose(1, 2) for part in (queries, keys, values))
    mixed = F.scaled_dot_product_attention(queries, keys, values, mask.to(queries.dtype).expand(batch, 1, length, length))
    return mixed.transpose(1, 2).reshape(batch, length, width)


class WholeAttention(torch.autograd.Function):
    """Attention without a mask as the one operator that onnxruntime has for it, twice as fast as the dozen it is made of."""

    @staticmethod
    def forward(_: Any, queries: Tensor, keys: Tensor, values: Tensor, heads: int) -> Tensor:
        return attention(queries, keys, values, heads, queries.new_zeros(1, 1, 1, 1))

    @staticmethod
    def symbolic(graph: Any, queries: Any, keys: Any, values: Any, heads: int) -> Any:
        return graph.op("com.microsoft::MultiHeadAttention", queries, keys, values, num_heads_i=heads).setType(queries.type())


class Encoder(nn.Module):
    """ids, shapes (batch × length) and an additive mask → hidden states (batch × length × width)."""

    def __init__(self, config: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.width = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], self.width)
        self.positions = nn.Embedding(config["max_position_embeddings"], self.width)
        self.shapes = nn.Embedding(SHAPES, self.width)
        self.norm = nn.LayerNorm(self.width, 1e-12)
        self.layers = nn.ModuleList(
            Layer(self.width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.dropout = dropout

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        embedded = self.words(ids) + self.shapes(shapes) + self.positions.weight[: ids.shape[1]]
        hidden = F.dropout(self.norm(embedded), self.dropout, self.training)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden


def load_encoder(folder: Path) -> Encoder:
    """The base encoder from a Hugging Face BERT folder (config.json, model.safetensors)."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    encoder = Encoder(config)
    old = load_file(folder / "model.safetensors")
    old = {name.removeprefix("bert."): weight for name, weight in old.items()}
    new = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        "positions.weight": old["embeddings.position_embeddings.weight"],
        # Shapes take the place of BERT's segment ids, all starting from segment 0, which is all that the base saw.
        "shapes.weight": old["embeddings.token_type_embeddings.weight"][:1].repeat(SHAPES, 1),
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    for number in range(config["num_hidden_layers"]):
        base = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            new[f"layers.{number}.qkv.{kind}"] = torch.cat(
                [old[f"{base}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
            for mine, theirs in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                new[f"layers.{number}.{mine}.{kind}"] = old[f"{base}{theirs}.{kind}"]
    encoder.load_state_dict(new)
    return encoder


class Network(nn.Module):
    """The encoder and its heads; each head gives named outputs, batch × length × width."""

    def __init__(self, encoder: Encoder, heads: Sequence[Head]) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = nn.ModuleDict({head.name: head for head in heads})

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Outputs:
        hidden = self.encoder(ids, shapes, mask)
        hidden = F.dropout(hidden, 0.1, self.training)
        return {name: values for head in self.heads.values() for name, values in head(hidden).items()}


def new_network(encoder: Encoder) -> Network:
    """The network with all heads that the reader has, untrained."""
    return Network(encoder, [head(encoder.width) for head in HEADS])
