"""What is promised of each fault, in one sentence; the table of README.md says the same."""

PROMISES = {
    "disk full": "One line names the folder and says that there is no room; exit code 2. Finished records stay.",
    "read-only folder": "One line names the folder and says that it can only be read; exit code 2.",
    "read-only half-way": "The run ends with that line and exit code 2. Finished records stay.",
    "permission lost half-way": "The run ends with one line and exit code 2. Finished records stay.",
    "folder deleted while running": "The folder is made again, or the run ends with one line. What was deleted is computed again.",
    "file cut while being read": "The file is refused with one line and exit code 2, or was read whole before.",
    "clock jumps": "No trial counts as late, and no record changes.",
    "trials above their time": "Each late trial has a record that says so, its computing is ended, and the run goes on.",
    "SIGTERM": "Running trials are finished, no other is begun; exit code 1.",
    "SIGINT": "Running trials are finished, no other is begun; exit code 1.",
    "SIGINT twice": "The second one ends the process at once. Running trials are lost, and nothing else.",
    "SIGKILL": "Running trials are lost, and nothing else. No record is a part of one.",
    "process stopped": "Others run all trials but those that it had claimed, say that they wait for these, and run them once it has ended.",
    "out of memory": "The process ends. Records that exist are whole.",
    "stale claims": "A claim ends with its process. What a killed one left is no record.",
    "damaged records": "A warning names each; its trial is run again.",
    "two processes": "A trial is run by one of them. Both go on where they find nothing to do.",
    "two hosts": "The same, for hosts that see one folder.",
    "records of a newer version": "They are kept byte for byte, and the run says so; --force runs their trials again.",
}
