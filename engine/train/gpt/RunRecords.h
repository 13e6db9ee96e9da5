// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace maquette::train::gpt {

/// What the folder of a GPT run holds, besides the event file of TensorBoard and the files of train::RunFolder.
///
/// All side files are JSON lines: UTF-8, one object a line, "\n" at its end, appended and flushed whole, so that a
/// reader may follow them while they grow; a last line without "\n" is not there yet. Shares are 0 … 1, scales and
/// amax are plain numbers (not logarithms), times are seconds since 1970. A number that is not known or not finite is
/// null. Keys that a reader does not know are to be passed over; keys may come to be, but none changes its meaning
/// while "version" stays.
///
/// Every file starts with a header, and each later session (a resumed run) writes another one:
///   {"record":"header","format":"maquette-fp8"|"maquette-memory","version":1,"run":NAME,"precision":"o2",
///    "step":S,"ranks":N,"wallTime":T}
/// "step" is the number of optimizer steps that were done before the session; what stands in the file from earlier
/// sessions for steps above S is void (that run went on past its last checkpoint and was stopped).
///
/// fp8.jsonl, kinds of lines by "record":
///
/// "step", each optimizer step:
///   {"record":"step","step":1…,"rank":0,"lossScale":1.0,"skipped":false,"skippedTotal":0,
///    "warming":N,"restarted":N,"gradientNorm":X,"clip":X}
///   "warming": how many of the FP8 linear layers still use current scaling for input and output gradient because they
///   ran fewer steps than their window (section 3.3); "restarted": those that went back to it in this step, after an
///   infinite value. "clip": the factor that the gradients were multiplied with, 1
///   where the norm was short enough.
///
/// "tensor", every `statistics` steps, for each tensor of each layer; measured on the values of that step, all
/// micro-batches together:
///   {"record":"tensor","step":1…,"rank":0,"layer":0,"name":"encoder.layers.0.mlp.dense_h_to_4h","tensor":KIND,
///    "type":"e4m3"|"e5m2"|"f16"|"bf16"|"f32","scaling":"current"|"delayed","counter":N,
///    "scale":X,"scaleInverse":X,"amax":X,"windowAmax":X,"headroom":X,
///    "elements":N,"underflow":X,"overflow":X,"zeros":X,"saturated":X,"mse":X,"snr":X,"dynamicRange":X,
///    "histogram":{"first":E,"counts":[…]}}
///   KIND: input, weight, ograd, wgrad of a linear layer, wgrad_reduced where several processes train (its gradient
///   as the mean over them, measured against the mean in FP32 of what each had before its last cast; overflow and
///   saturated say what the sum in FP8 cut off), and exp_avg, exp_avg_sq, master of a parameter.
///   rank: 0, but for input, ograd and wgrad, which each rank has for itself, and where ranks compute layers together:
///   then the numbers below "tensorRanks" (run.json) each stand for a part of the layer.
///   factor: what the scale of wgrad and wgrad_reduced is multiplied by to leave room for the sum (μ); absent: 1.
///   layer: index of the Transformer block, -1 for what stands outside of them (embedding, last norm).
///   name: of the linear layer without ".weight" for weights of linear layers in all kinds, so that one layer's kinds
///   have one name; of the parameter ("….bias") for the moments of the others.
///   counter: steps since the start or since the last infinite value; scaling is current while it is below the window.
///   scale: the factor before the cast, q = cast(x · scale); scaleInverse decodes. amax: largest |x| of this step.
///   windowAmax: largest over the window that delayed scaling looks at, amax where there is none. headroom:
///   log2(largest finite / (amax · scale)) in bits; below 0 means clipped; null where amax is 0.
///   From here on only where the values were looked at: elements: how many. underflow: share that is not zero before
///   the cast and zero after it. overflow: share with |x| above what the scale can hold. zeros, saturated: shares of
///   the codes that are zero, that are of the largest magnitude. mse: mean (x̂ - x)². snr: 20 log10(‖x‖ / ‖x - x̂‖) in
///   dB, null where nothing was lost. dynamicRange: log2(amax) - log2(smallest nonzero |x|) in binades.
///   histogram: of the exponents of x before scaling: counts[i] values have floor(log2|x|) = first + i; zeros are not
///   in it; the lowest and the highest bin that can be (-64 and 31) also hold what lies beyond.
///
/// memory.jsonl, lines with "record":"memory", one a rank: at the second step of a session and each hundredth
///   {"record":"memory","step":S,"rank":0…,"device":"cpu","parameters":N,"linearParameters":N,
///    "classes":[{"class":CLASS,"predicted":BYTES,"measured":BYTES}…],
///    "total":{"predicted":BYTES,"measured":BYTES},"peak":{"predicted":BYTES,"measured":BYTES},
///    "baseline":{"name":"bf16","predicted":BYTES}}
///   CLASS: weights (what the products read, of all parameters), master, gradients, exp_avg, exp_avg_sq, scales
///   (factors, windows and counters), which together are the model states and make up "total"; then, within a step,
///   caches (copies of weights in the format of the products that live from forward to backward pass), activations
///   (what else the forward pass keeps for the backward pass, of one micro-batch), communication, workspace (what else
///   is there at the peak). Bytes; "predicted" from the configuration alone (MemoryLedger.h), "measured" from the
///   tensors that are there, within a step from LibTorch's allocator. null: not known. "peak": the most that was there
///   at once during the step. "baseline": "total" of the same model in that precision.
///
/// run.json, written at the start of each session:
///   {"format":"maquette-run","version":1,"name":…,"kind":"gpt","precision":…,"seed":…,"parameters":N,"ranks":N,"tensorRanks":N,
///    "model":{configuration of the network},"recipe":{all parameters of the run},
///    "data":{"file":…,"bytes":N,"fingerprint":HEX,"tokenizer":"bytes"|"bpe","vocabulary":N,"tokens":N,
///            "heldOut":N},
///    "device":{"kind":"cpu"|"cuda","name":…,"threads":N,"peakTflops":X|null,"peakOf":"…"},
///    "versions":{"maquette":…,"libtorch":…},
///    "sessions":[{"step":S,"wallTime":T}…]}
///   fingerprint: 64-bit FNV-1a of the file's bytes.
class RecordFile {
public:
    explicit RecordFile(std::filesystem::path file)
        : m_file(std::move(file))
    {
    }

    /// Appends one line; WriteFailed when it cannot be written.
    [[nodiscard]] base::Result<void> append(const base::Json& line) const;
    /// Whole lines, each with its end.
    [[nodiscard]] base::Result<void> append(const std::string& lines) const;
    [[nodiscard]] const std::filesystem::path& path() const { return m_file; }

private:
    std::filesystem::path m_file;
};

inline constexpr const char* fp8File = "fp8.jsonl";
inline constexpr const char* memoryFile = "memory.jsonl";
inline constexpr const char* manifestFile = "run.json";

/// The header of a session in a side file. `format` is "maquette-fp8" or "maquette-memory".
[[nodiscard]] base::Json recordHeader(const std::string& format, const std::string& run, const std::string& precision,
                                      std::int64_t step, std::int64_t ranks);

/// Seconds since 1970.
[[nodiscard]] double wallTime();

} // namespace maquette::train::gpt
