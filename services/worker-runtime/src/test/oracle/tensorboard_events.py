"""Writes the fixture of TensorBoardSinkTest with TensorBoard's own record writer, or prints what TensorBoard reads in a folder.

Needs: pip install tensorboard
Write: python tensorboard_events.py write ../resources/run/events.out.tfevents
Read:  python tensorboard_events.py read FOLDER
"""
import sys

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter


def write(path):
    with open(path, "wb") as file:
        writer = RecordWriter(file)
        writer.write(Event(wall_time=1700000000.0, file_version="brain.Event:2").SerializeToString())
        for step, metrics in [(1, {"kl": 0.25, "score": -1.5}), (300, {"kl": 1e-7, "score": 3.0})]:
            values = [Summary.Value(tag=tag, simple_value=value) for tag, value in sorted(metrics.items())]
            event = Event(wall_time=1700000000.25, step=step, summary=Summary(value=values))
            writer.write(event.SerializeToString())
        writer.flush()


def read(folder):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    events = EventAccumulator(folder)
    events.Reload()
    for tag in events.Tags()["scalars"] or events.Tags()["tensors"]:
        print(tag, [(event.step, event.value) for event in events.Scalars(tag)])


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](sys.argv[2])
