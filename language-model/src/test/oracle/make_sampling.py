"""Makes sampling.json: what transformers' logits processors and warpers leave of random scores.
usage: python make_sampling.py ../resources/sampling.json"""
import json, sys
import torch
from transformers import (LogitsProcessorList, MinPLogitsWarper, NoBadWordsLogitsProcessor, MinNewTokensLengthLogitsProcessor,
                          RepetitionPenaltyLogitsProcessor, TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper)

torch.manual_seed(7)
VOCABULARY, PROMPT, END = 60, [3, 9, 3, 41, 17], 2
cases = []
settings = [
    dict(), dict(temperature=0.7), dict(topK=5), dict(topP=0.6), dict(topP=0.05), dict(minP=0.2), dict(minP=1.0),
    dict(repetitionPenalty=1.3), dict(repetitionPenalty=0.8, temperature=1.5), dict(topK=12, topP=0.7, temperature=0.8),
    dict(topK=20, topP=0.9, minP=0.15, repetitionPenalty=1.2, temperature=1.3), dict(minimum=1), dict(badWords=[[5], [17, 11], [9, 4]]),
    dict(topP=0.999), dict(topK=60), dict(topK=59, minP=0.01)]
for n, s in enumerate(settings):
    scores = (3 * torch.randn(1, VOCABULARY)).float()
    ids = torch.tensor([PROMPT])
    chain = LogitsProcessorList()
    if "repetitionPenalty" in s: chain.append(RepetitionPenaltyLogitsProcessor(s["repetitionPenalty"]))
    if "badWords" in s: chain.append(NoBadWordsLogitsProcessor(s["badWords"], eos_token_id=torch.tensor([END])))
    if "minimum" in s: chain.append(MinNewTokensLengthLogitsProcessor(len(PROMPT), s["minimum"], torch.tensor([END])))
    if "temperature" in s: chain.append(TemperatureLogitsWarper(s["temperature"]))
    if "topK" in s: chain.append(TopKLogitsWarper(s["topK"]))
    if "topP" in s: chain.append(TopPLogitsWarper(s["topP"]))
    if "minP" in s: chain.append(MinPLogitsWarper(s["minP"]))
    left = torch.log_softmax(chain(ids, scores.clone()).float(), -1)[0]
    cases.append(dict(settings=s, scores=[round(x, 6) for x in scores[0].tolist()],
                      policy=[round(x, 6) for x in torch.log_softmax(scores, -1)[0].tolist()],
                      sampling=[None if x == float("-inf") else round(x, 6) for x in left.tolist()]))
json.dump(dict(prompt=PROMPT, end=END, cases=cases), open(sys.argv[1], "w"), separators=(",", ":"))
