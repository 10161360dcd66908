"""All faults, with what is promised of each. The table of README.md is this one."""
from faults import disks, machine, reading, shared, signals

FAULTS = {
    "disk full": disks.full_disk,
    "read-only folder": disks.read_only_from_the_start,
    "read-only half-way": disks.read_only_half_way,
    "permission lost half-way": disks.permission_lost,
    "folder deleted while running": disks.folder_deleted,
    "file cut while being read": reading.cut_while_read,
    "clock jumps": machine.clock,
    "trials above their time": machine.late_trials,
    "SIGTERM": signals.terminated,
    "SIGINT": signals.interrupted,
    "SIGINT twice": signals.interrupted_twice,
    "SIGKILL": signals.killed,
    "process stopped": signals.stopped,
    "out of memory": machine.little_memory,
    "stale claims": shared.stale_claims,
    "damaged records": shared.half_a_record,
    "two processes": shared.two_processes,
    "two hosts": shared.two_hosts,
    "records of a newer version": shared.newer_version,
}
NEEDS_MOUNTS = {"disk full", "read-only folder", "read-only half-way", "two hosts"}
