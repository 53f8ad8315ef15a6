"""The two models in PyTorch, on one thread of the processor: `train.py FOLDER`, where the folder holds the fixture.

Speaks the protocol of ../contender.ts: questions on standard input, answers on standard output, one JSON object a line.
"""

import json
import math
import os
import sys
import time

import torch
import torch.nn.functional as F

CHANNELS_FIRST = "channels-first/"


def say(answer):
    print("@bench " + json.dumps(answer), flush=True)


def read_fixture(folder):
    with open(os.path.join(folder, "fixture.json")) as file:
        index = json.load(file)
    with open(os.path.join(folder, "fixture.bin"), "rb") as file:
        numbers = torch.frombuffer(bytearray(file.read()), dtype=torch.float32)
    arrays = {}
    for entry in index["entries"]:
        count = math.prod(entry["shape"])
        arrays[entry["name"]] = numbers[entry["offset"] : entry["offset"] + count].reshape(entry["shape"]).clone()
    return index, arrays


def numbered(arrays, prefix):
    found = []
    while f"{prefix}/{len(found)}" in arrays:
        found.append(arrays[f"{prefix}/{len(found)}"])
    return found


def dense(w, name, x):
    return torch.addmm(w[name + ".b"], x, w[name + ".w"])


def posterior(parameters, noise):
    """A standard normal prior and a diagonal Gaussian posterior, drawn by reparameterisation."""
    mean, log_scale = parameters.chunk(2, dim=1)
    z = mean + log_scale.exp() * noise
    kl = 0.5 * ((2 * log_scale).exp() + mean.square() - 1 - 2 * log_scale).sum(1)
    return z, kl


def mlp(w, x, noise):
    def net(name, h):
        h = F.relu(dense(w, name + ".l0", h))
        return dense(w, name + ".l2", F.relu(dense(w, name + ".l1", h)))

    z, kl = posterior(net("encNet", x), noise)
    log_scale = w["dec.logScale"]
    residual = (x - net("decNet", z)) / log_scale.exp()
    per_element = 0.5 * residual.square() + log_scale + 0.5 * math.log(2 * math.pi)
    return (kl + per_element.sum(1)).mean()


def conv_vae(w, x, noise):
    def down(name, h):
        return F.relu(F.conv2d(h, w[name + ".w"], w[name + ".b"], stride=2, padding=1))

    def up(name, h):
        return F.conv_transpose2d(h, w[name + ".w"], w[name + ".b"], stride=2, padding=1)

    image = down("down.down1", down("down.down0", x)).flatten(1)
    z, kl = posterior(dense(w, "down.last", F.relu(dense(w, "down.hidden", image))), noise)
    first = F.relu(dense(w, "up.first", F.relu(dense(w, "up.hidden", z))))
    logits = up("up.up1", F.relu(up("up.up0", first.reshape(-1, 64, 7, 7))))
    nll = F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum((1, 2, 3))
    return (kl + nll).mean()


LOSSES = {"mlp": mlp, "conv-vae": conv_vae}


def main(folder):
    torch.set_num_threads(1)
    index, arrays = read_fixture(folder)
    loss_of = LOSSES[index["program"]]
    weights = {
        name[len(CHANNELS_FIRST) :]: array.requires_grad_() for name, array in arrays.items() if name.startswith(CHANNELS_FIRST)
    }
    batches = numbered(arrays, "batches")
    if batches[0].dim() == 4:
        batches = [x.permute(0, 3, 1, 2).contiguous() for x in batches]
    noises = numbered(arrays, "noise")
    optimiser = torch.optim.Adam(weights.values(), lr=index["rate"], eps=index["epsilon"])
    taken = 0

    def step(noise=None):
        nonlocal taken
        x = batches[taken % len(batches)]
        taken += 1
        optimiser.zero_grad()
        loss = loss_of(weights, x, torch.randn(noises[0].shape) if noise is None else noise)
        loss.backward()
        optimiser.step()
        return loss

    say({"ready": True})
    for line in sys.stdin:
        question = json.loads(line)
        if question["ask"] == "losses":
            say({"losses": [step(noise).item() for noise in noises]})
        elif question["ask"] == "run":
            start, cpu = time.perf_counter(), time.process_time()
            for _ in range(question["steps"]):
                loss = step()
            loss.item()
            took = {"ms": time.perf_counter() - start, "cpuMs": time.process_time() - cpu}
            say({name: 1000 * seconds / question["steps"] for name, seconds in took.items()})
        else:
            say({"failed": "it cannot tell where its time goes"})


main(sys.argv[1])
