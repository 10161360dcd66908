"""Scores of a row, computed from its predictions in plain Python."""


def per_class(truths, predicted):
    """(class, support, precision, recall, F1) of each class that was tested, over all splits."""
    pairs = [pair for truth, said in zip(truths, predicted) for pair in zip(truth, said)]
    lines = []
    for index in sorted({right for right, _ in pairs}):
        right = sum(a == b == index for a, b in pairs)
        support, named = sum(a == index for a, _ in pairs), sum(b == index for _, b in pairs)
        precision, recall = right / named if named else 0.0, right / support
        lines.append(
            (index, support, precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0)
        )
    return lines


def macro_f1(truths, predicted):
    scores = [line[4] for line in per_class(truths, predicted)]
    return sum(scores) / len(scores)
