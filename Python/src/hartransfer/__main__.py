"""`python -m hartransfer` is the command."""
from .console import main

main()
