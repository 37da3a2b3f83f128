"""`python -m training --base FOLDER --corpora FOLDER --work FOLDER`: from base weights and corpora to a bundle."""

import argparse
from pathlib import Path

import torch

from sayso.reader.wordpiece import WordPiece
from training import corpora
from training.export import export, tuned_as
from training.network import load_encoder, new_network
from training.start import start_from
from training.teachers import load_teacher
from training.train import Recipe, train
from training.tuning.attribution import tune_attribution
from training.tuning.chains import tune_chains
from training.tuning.lemmas import tune_lemmas
from training.tuning.names import tune_names
from training.tuning.sentences import tune_sentences


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="a BERT folder: config.json, model.safetensors, vocab.txt")
    parser.add_argument("--corpora", type=Path, required=True, help="the folder that holds attribution/, parse/, ner/ and coref/")
    parser.add_argument("--work", type=Path, required=True, help="where checkpoints and the trained weights go")
    parser.add_argument("--start", type=Path, help="a bundle whose weights to go on from, where they fit")
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    parser.add_argument("--heads", nargs="+", default=(), help="train these only, on the corpora that they learn from (default: all)")
    parser.add_argument(
        "--teacher",
        nargs="+",
        action="append",
        default=[],
        metavar=("HEAD", "FOLDER"),
        help="learn it also from runs of it alone (--work)",
    )
    parser.add_argument("--kept", type=float, default=0.0, metavar="SHARE", help="of the weights of --start, mixed into the trained ones")
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--name", default="reader-3", help="what the bundle calls itself; claims carry it")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    recipe = Recipe(seed=args.seed, epochs=args.epochs, heads=tuple(args.heads))
    torch.manual_seed(recipe.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    splitter = WordPiece((args.base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    network = new_network(load_encoder(args.base))
    if unknown := [name for name in args.heads if name not in network.heads]:
        parser.error(f"--heads {' '.join(unknown)}: there are {', '.join(network.heads)}")
    if unknown := [head for head, *_ in args.teacher if head not in network.heads or not network.heads[head].taught]:
        teachable = ", ".join(name for name, head in network.heads.items() if head.taught)
        parser.error(f"--teacher {unknown[0]}: heads that can be taught are {teachable}")
    if args.start:
        start_from(network, args.start)
    begun = {name: weight.clone() for name, weight in network.state_dict().items()}
    teachers = [load_teacher(head, [Path(folder) for folder in folders], args.base) for head, *folders in args.teacher]
    texts = corpora.load(args.corpora) + ([corpora.unlabelled(args.corpora)] if teachers else [])
    trained = train(network, texts, splitter, recipe, args.work, teachers)
    trained.load_state_dict({name: torch.lerp(weight, begun[name], args.kept) for name, weight in trained.state_dict().items()})
    torch.save(trained.state_dict(), args.work / "trained.pt")
    bundle = args.work / "bundle"
    export(trained, args.base / "vocab.txt", bundle, args.name)
    tune_sentences(bundle, args.corpora / "parse" / "ud_ewt" / "dev.jsonl.gz")
    tune_lemmas(bundle, args.corpora / "parse" / "ud_ewt" / "train.jsonl.gz")
    tune_attribution(bundle, args.corpora / "attribution")
    tune_names(bundle, args.corpora / "ner" / "uner_ewt" / "dev.jsonl.gz")
    tune_chains(bundle, args.corpora / "coref" / "ontogum" / "dev.jsonl.gz")
    export(trained, args.base / "vocab.txt", args.work / "exact", args.name, int8=False)
    tuned_as(bundle, args.work / "exact")


if __name__ == "__main__":
    main()
