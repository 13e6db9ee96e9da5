// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Binds the plain functions of Fp8Cast.h to the operators of the dispatcher.
#include "kernels/Fp8Operators.h"

#include "kernels/Fp8Checks.h"
#include "kernels/Parallel.h"
#include "kernels/cpu/Fp8Cast.h"

#include <ATen/ATen.h>
#include <torch/library.h>

#include <limits>
#include <mutex>

namespace maquette::kernels::cpu {

namespace {

constexpr std::int64_t grain = 65536; ///< elements of a slice; below, threads cost more than they bring

Fp8Element elementOf(at::ScalarType type)
{
    if (type == at::kHalf)
        return Fp8Element::Float16;
    return type == at::kBFloat16 ? Fp8Element::BFloat16 : Fp8Element::Float32;
}

const std::uint8_t* bytesAt(const at::Tensor& tensor, std::int64_t index)
{
    return static_cast<const std::uint8_t*>(tensor.const_data_ptr()) + index * tensor.element_size();
}

/// Of slices that end in any order; the largest is the largest whatever the order.
class SharedAmax {
public:
    void merge(const Fp8Amax& amax)
    {
        const std::lock_guard lock(m_mutex);
        m_amax.merge(amax);
    }
    [[nodiscard]] const Fp8Amax& amax() const { return m_amax; }

private:
    std::mutex m_mutex;
    Fp8Amax m_amax;
};

at::Tensor scalar(float value) { return at::full({}, value, at::kFloat); }

std::tuple<at::Tensor, at::Tensor> encode(const at::Tensor& values, const at::Tensor& scale, std::int64_t format)
{
    checkEncode(values, scale, "fp8_encode");
    const Fp8Format to = checkFormat(format, "fp8_encode");
    const at::Tensor source = values.contiguous();
    const float factor = scale.item<float>();
    at::Tensor codes = at::empty(source.sizes(), source.options().dtype(at::kByte));
    SharedAmax amax;
    parallelFor(source.numel(), grain, [&](std::int64_t begin, std::int64_t end) {
        amax.merge(fp8EncodeSpan(bytesAt(source, begin), elementOf(source.scalar_type()), end - begin, factor, to,
                                 codes.data_ptr<std::uint8_t>() + begin));
    });
    return {codes, scalar(amax.amax().largest)};
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> encodeTransposed(const at::Tensor& values, const at::Tensor& scale,
                                                                std::int64_t format)
{
    checkEncode(values, scale, "fp8_encode_transposed");
    checkMatrix(values, "fp8_encode_transposed");
    const Fp8Format to = checkFormat(format, "fp8_encode_transposed");
    const at::Tensor source = values.contiguous();
    const float factor = scale.item<float>();
    const std::int64_t rows = source.size(0);
    const std::int64_t columns = source.size(1);
    at::Tensor codes = at::empty({rows, columns}, source.options().dtype(at::kByte));
    at::Tensor transposed = at::empty({columns, rows}, codes.options());
    SharedAmax amax;
    parallelFor(rows, std::max<std::int64_t>(64, grain / std::max<std::int64_t>(1, columns)),
                [&](std::int64_t begin, std::int64_t end) {
                    amax.merge(fp8EncodeRowsTransposed(source.const_data_ptr(), elementOf(source.scalar_type()), rows,
                                                       columns, begin, end, factor, to, codes.data_ptr<std::uint8_t>(),
                                                       transposed.data_ptr<std::uint8_t>()));
                });
    return {codes, transposed, scalar(amax.amax().largest)};
}

at::Tensor decode(const at::Tensor& codes, const at::Tensor& scaleInverse, std::int64_t format, at::ScalarType type)
{
    checkCodes(codes, scaleInverse, type, "fp8_decode");
    const Fp8Format from = checkFormat(format, "fp8_decode");
    const at::Tensor source = codes.contiguous();
    const float factor = scaleInverse.item<float>();
    at::Tensor values = at::empty(source.sizes(), source.options().dtype(type));
    auto* bytes = static_cast<std::uint8_t*>(values.data_ptr());
    parallelFor(source.numel(), grain, [&](std::int64_t begin, std::int64_t end) {
        fp8DecodeSpan(source.const_data_ptr<std::uint8_t>() + begin, end - begin, factor, from,
                      bytes + begin * values.element_size(), elementOf(type));
    });
    return values;
}

at::Tensor amaxOf(const at::Tensor& values)
{
    checkWide(values.scalar_type(), "fp8_amax");
    const at::Tensor source = values.contiguous();
    SharedAmax amax;
    parallelFor(source.numel(), grain, [&](std::int64_t begin, std::int64_t end) {
        amax.merge(fp8AmaxSpan(bytesAt(source, begin), elementOf(source.scalar_type()), end - begin));
    });
    return scalar(amax.amax().nan ? std::numeric_limits<float>::quiet_NaN() : amax.amax().largest);
}

at::Tensor scaleOf(const at::Tensor& amax, const at::Tensor& previous, double largest, std::int64_t margin,
                   bool guarded)
{
    checkScales(amax, previous);
    const at::Tensor magnitudes = amax.contiguous();
    const at::Tensor before = previous.contiguous();
    at::Tensor scales = at::empty(magnitudes.sizes(), magnitudes.options());
    for (std::int64_t i = 0; i < magnitudes.numel(); ++i)
        scales.data_ptr<float>()[i]
            = fp8ScaleOf(magnitudes.const_data_ptr<float>()[i], before.const_data_ptr<float>()[i],
                         static_cast<float>(largest), static_cast<int>(margin), guarded);
    return scales;
}

bool products(const at::Tensor&) { return false; }

} // namespace

void linkFp8Operators() { }

} // namespace maquette::kernels::cpu

TORCH_LIBRARY_IMPL(maquette, CPU, library)
{
    namespace cpu = maquette::kernels::cpu;
    library.impl("fp8_encode", &cpu::encode);
    library.impl("fp8_encode_transposed", &cpu::encodeTransposed);
    library.impl("fp8_decode", &cpu::decode);
    library.impl("fp8_amax", &cpu::amaxOf);
    library.impl("fp8_scale", &cpu::scaleOf);
    library.impl("fp8_products", &cpu::products);
}
