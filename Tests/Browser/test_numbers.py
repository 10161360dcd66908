"""The numbers that the page computes itself, against the same computed here from the same predictions."""

from decimal import ROUND_HALF_UP, Decimal

from browser import BrowserTest
from scores import per_class


def written(number):
    """To three digits, halves away from zero, as a browser does it."""
    return str(Decimal(number).quantize(Decimal("0.001"), ROUND_HALF_UP))


def decoded(report, text):
    letters = {letter: place for place, letter in enumerate(report["alphabet"])}
    return [letters.get(letter) for letter in text]


def splits_of(report, row):
    board = report["boards"][row["board"]]
    truths = [decoded(report, report["samples"][place]["truth"]) for place in board["samples"]]
    people = [report["samples"][place]["subjects"] for place in board["samples"]]
    return truths, [decoded(report, text) for text in report["predictions"][str(row["id"])]], people


class Numbers(BrowserTest):
    def rows(self, report):
        return [row for row in report["rows"] if row["board"] == 0]

    def check_classes(self, name):
        report = self.open(name)
        names = report["datasets"][0]["classNames"]
        for row in self.rows(report):
            truths, predicted, _ = splits_of(report, row)
            self.go(f"#/row/{row['id']}")
            shown = self.run_script(
                "return [...document.querySelectorAll('.per-class tbody tr')].map((line) => [Number(line.dataset.class), line.querySelector('th').textContent,"
                "...[...line.querySelectorAll('.number')].map((cell) => cell.textContent)])"
            )
            wanted = [
                [index, names[index], written(precision), written(recall), written(f1), str(support)]
                for index, support, precision, recall, f1 in per_class(truths, predicted)
            ]
            self.assertEqual(shown, wanted, row["name"])

    def test_precision_recall_and_f1_of_each_class(self):
        self.check_classes("sample")

    def test_the_same_over_several_splits(self):
        self.check_classes("splits")

    def test_the_confusion_matrix_counts_every_prediction(self):
        report = self.open("splits")
        for row in self.rows(report):
            truths, predicted, _ = splits_of(report, row)
            pairs = [pair for truth, said in zip(truths, predicted) for pair in zip(truth, said)]
            self.go(f"#/row/{row['id']}")
            shown = self.run_script(
                "return [...document.querySelectorAll('.confusion tbody tr')].map((line) => [...line.querySelectorAll('td')].map((cell) => Number(cell.textContent || 0)))"
            )
            classes = sorted({right for right, _ in pairs} | {said for _, said in pairs if said is not None})
            columns = classes + ([None] if any(said is None for _, said in pairs) else [])
            self.assertEqual(
                shown,
                [[sum(pair == (truth, said) for pair in pairs) for said in columns] for truth in classes],
                row["name"],
            )

    def test_the_accuracy_is_that_of_the_predictions(self):
        report = self.open("splits")
        for row in self.rows(report):
            truths, predicted, people = splits_of(report, row)
            shares = [sum(a == b for a, b in zip(truth, said)) / len(truth) for truth, said in zip(truths, predicted)]
            self.go(f"#/row/{row['id']}")
            self.assertEqual(self.text("#counted-accuracy"), written(sum(shares) / len(shares)))
            self.assertEqual(self.text(".tile b"), self.text("#counted-accuracy"))
            hits = {}
            for truth, said, persons in zip(truths, predicted, people):
                for right, named, person in zip(truth, said, persons):
                    hits.setdefault(person, []).append(right == named)
            shown = self.run_script(
                "return [...document.querySelectorAll('table.persons tbody tr')].map((line) => [...line.querySelectorAll('th, td.number')].map((cell) => cell.textContent))"
            )
            self.assertEqual(
                shown, [[person, written(sum(found) / len(found)), str(len(found))] for person, found in hits.items()]
            )

    def test_side_by_side_counts_and_differences(self):
        report = self.open("splits")
        ranked = [row for row in self.rows(report) if row["mayRank"]]
        tests = {frozenset(test[:2]): test for test in report["pairs"]["0"]["tests"]}
        by_id = {row["id"]: row for row in report["rows"]}
        for one, other in zip(ranked, ranked[1:]):
            test = tests[frozenset((one["id"], other["id"]))]
            first, second = by_id[test[0]], by_id[test[1]]
            self.go(f"#/compare/{one['id']}/{other['id']}")
            (truths, a, people), (_, b, _) = splits_of(report, first), splits_of(report, second)
            hits = [
                (x == right, y == right, person)
                for truth, said, others, persons in zip(truths, a, b, people)
                for right, x, y, person in zip(truth, said, others, persons)
            ]
            wanted = {
                "both": sum(x and y for x, y, _ in hits),
                "firstAlone": sum(x and not y for x, y, _ in hits),
                "secondAlone": sum(y and not x for x, y, _ in hits),
                "neither": sum(not x and not y for x, y, _ in hits),
            }
            shown = {name: int(self.text(f'[data-count="{name}"]')) for name in wanted}
            self.assertEqual(shown, wanted)
            persons = list(dict.fromkeys(person for _, _, person in hits))
            differences = [
                sum(x - y for x, y, other in hits if other == person) / sum(other == person for _, _, other in hits)
                for person in persons
            ]
            shown = self.run_script(
                "return [...document.querySelector('.differences').querySelectorAll('tbody tr')].map((line) => line.lastElementChild.textContent.replace('\u2212', '-'))"
            )
            self.assertEqual([float(text) for text in shown], [float(written(number)) for number in differences])
            template = report["pairs"]["0"]["templates"][test[2]]
            for word, text in (
                ("place", report["pairs"]["0"]["place"]),
                ("first", first["query"]),
                ("second", second["query"]),
            ):
                template = template.replace("{" + word + "}", text)
            for number in test[3]:
                template = template.replace("#", number, 1)
            self.assertEqual(self.text("#verdict"), template)
        self.assert_calm()

    def test_the_difference_of_two_confusion_matrices(self):
        report = self.open("splits")
        first_id, second_id = report["pairs"]["0"]["tests"][0][:2]
        self.go(f"#/compare/{first_id}/{second_id}")
        read = (
            "return [...document.querySelectorAll('table.confusion')].map((table) => [...table.querySelectorAll('thead th')].map((cell) => cell.textContent).join('|')"
            " + '#' + [...table.querySelectorAll('tbody tr')].map((line) => [...line.querySelectorAll('td')].map((cell) => cell.textContent.replace('\u2212', '-') || '0').join()).join(';'))"
        )
        tables = []
        for text in self.run_script(read):
            head, body = text.split("#")
            tables.append((head.split("|"), [[int(cell) for cell in line.split(",")] for line in body.split(";")]))
        classes = tables[2][0]
        self.assertEqual(len(tables), 3)

        def counts(table):
            heads, lines = table
            return [[line[heads.index(name)] if name in heads else 0 for name in classes] for line in lines]

        first, second, difference = map(counts, tables)
        self.assertEqual(difference, [[a - b for a, b in zip(line, other)] for line, other in zip(first, second)])
