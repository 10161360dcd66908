"""Executes the Python of README.md as it stands."""
import re
import unittest
from pathlib import Path

import numpy as np
from support import FolderTest, table

PAGE = Path(__file__).resolve().parents[1] / "README.md"

try:
    import torch
except ImportError:
    torch = None


def block(title):
    """The Python below a title."""
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    return re.search(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[1]


class RecipeTests(FolderTest):
    @unittest.skipIf(torch is None, "needs torch")
    def test_embeddings_of_a_tiny_random_model_become_a_board(self):
        recipe = block("From embeddings of torch to a board")
        self.assertLessEqual(len([line for line in recipe.splitlines() if line.strip()]), 15)
        torch.manual_seed(0)
        ids, labels, subjects, first, second = table(240, noise=0.5)

        class Model(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.video, self.imu = torch.nn.Linear(8, 24), torch.nn.Linear(6, 20)

        def batches(x):
            return torch.tensor(x - x.mean(0), dtype=torch.float32).div(float(x.std())).split(50)

        names = dict(model=Model(), ids=ids, labels=labels, subjects=subjects, video_batches=batches(first),
                     imu_batches=batches(second))
        exec(compile(recipe, str(PAGE), "exec"), names)
        board = names["board"]
        self.assertEqual({"perfect", "ridge-cca", "chance", "target-supervised"} - set(board.alignment), set())
        ranked = board[board["rank"].notna()]
        self.assertEqual(set(ranked.source), {"video", "imu"})
        self.assertTrue(np.isfinite(ranked.accuracy).all())
        # Three classes that lie far apart: what is aligned is well above chance.
        self.assertGreater(ranked[ranked.alignment == "ridge-cca"].accuracy.min(), 0.6)

    def test_the_three_lines_are_three(self):
        self.assertEqual(len(block("A board in three lines").strip().splitlines()), 3)


if __name__ == "__main__":
    unittest.main()
