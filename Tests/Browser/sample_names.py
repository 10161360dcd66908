"""What the made-up results are called: names as users have them, and names that are hostile."""

HOSTILE = [
    "<script>document.title='broken'</script>",
    "</script><img src=x onerror=alert(1)>",
    "quotes \" and ' and `",
    "comma, semicolon; pipe | back\\slash",
    "100 % of_the & $money #hash {braces}",
    "emoji 🤾‍♀️ and ‮right to left",
    "two\nlines\tand a tab",
    "a" * 200,
]
CLASSES = """swipe-left swipe-right wave clap throw cross-arms basketball-shoot draw-x draw-circle-clockwise
draw-circle-counter-clockwise draw-triangle bowling boxing baseball-swing tennis-swing arm-curl tennis-serve push knock catch
pick-up-and-throw jog walk sit-to-stand stand-to-sit lunge squat""".split()
METHODS = {
    "source-on-source": ("bounds", "bounds", "#444444", "#c8c8c8", "square"),
    "target-supervised": ("bounds", "bounds", "#444444", "#c8c8c8", "circle"),
    "perfect": ("perfect", "orthonormal maps", "#c44601", "#ff8a4c", "circle"),
    "ridge-cca": ("canonical", "canonical correlation", "#0072b2", "#5cb3ea", "circle"),
    "infonce": ("learned", "trained by gradient", "#b87800", "#f0b43c", "circle"),
    "student-teacher": ("students", "students of pseudo-labels", "#2a8fc0", "#8fd3f5", "circle"),
    "random-projection": ("controls", "controls", "#8a6d5c", "#c9ab99", "square"),
    "none": ("controls", "controls", "#8a6d5c", "#c9ab99", "circle"),
    "majority": ("bounds", "bounds", "#444444", "#c8c8c8", "triangle"),
    "chance": ("bounds", "bounds", "#444444", "#c8c8c8", "inverted-triangle"),
}
BOUNDS = {"source-on-source", "target-supervised", "majority", "chance"}
COLUMNS = [
    ("accuracy", "accuracy", "number", 3, "high", True, "The share of test samples whose class is named right."),
    ("transferRatio", "ratio", "number", 3, "high", True, "0 is the floor, 1 is target-supervised."),
    ("macroF1", "macro-F1", "number", 3, "high", True, "The mean F1 of the classes."),
    (
        "cmae",
        "CMAE",
        "short",
        3,
        "low",
        True,
        "The mean distance between the latents of a pair. It has the scale of the latents, so it compares rows of one normalisation.",
    ),
    ("cmaeNormalised", "CMAE norm.", "short", 3, "low", True, "The distance free of scale."),
    (
        "recallAt1",
        "R@1",
        "number",
        3,
        "high",
        True,
        "How often the nearest latent of the other modality is the own pair.",
    ),
    ("logLoss", "log loss", "short", 3, "low", False, "The mean of -log p of the true class."),
    ("expectedCalibrationError", "ECE", "short", 3, "low", False, "How far confidence is from accuracy."),
    ("testSamples", "samples", "count", 0, None, False, "Test samples over all trials."),
    ("fitSeconds", "fit", "seconds", 3, "low", False, "Mean seconds to fit the alignment."),
]
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
