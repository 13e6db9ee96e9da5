// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#define USE_C10D_GLOO 1 // the wheel is built with it, but its headers do not say so

#include "train/distributed/ProcessGroup.h"

#include <ATen/ATen.h>
#include <torch/csrc/distributed/c10d/FileStore.hpp>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <limits>
#include <numeric>
#include <sstream>
#include <stdexcept>

namespace maquette::train::distributed {

using base::Error;
using base::ErrorCode;
using base::Result;
using c10d::ProcessGroupGloo;

namespace {

constexpr std::chrono::milliseconds afterwards = std::chrono::hours(24);

bool onThisMachine(const std::string& address)
{
    return address == "localhost" || address == "::1" || address.rfind("127.", 0) == 0;
}

c10::intrusive_ptr<ProcessGroupGloo::Options> optionsFor(const std::string& address, std::chrono::milliseconds patience)
{
    auto options = ProcessGroupGloo::Options::create(patience);
    if (const char* names = std::getenv("GLOO_SOCKET_IFNAME"); names != nullptr && *names != '\0') {
        std::istringstream list(names);
        for (std::string name; std::getline(list, name, ',');)
            options->devices.push_back(ProcessGroupGloo::createDeviceForInterface(name));
    } else if (onThisMachine(address))
        // The name of the machine may lead to an address that nobody answers at.
        options->devices.push_back(ProcessGroupGloo::createDeviceForHostname("127.0.0.1"));
    else
        options->devices.push_back(ProcessGroupGloo::createDefaultDevice());
    return options;
}

c10::intrusive_ptr<c10d::Store> storeFor(const Torchrun& place, std::chrono::milliseconds patience)
{
    if (!place.storeFile.empty())
        return c10::make_intrusive<c10d::FileStore>(place.storeFile, place.ranks);
    c10d::TCPStoreOptions server;
    server.port = place.masterPort;
    server.isServer = place.rank == 0 && !place.agentStore;
    server.timeout = patience;
    server.waitWorkers = false; // the group waits for them
    return c10::make_intrusive<c10d::TCPStore>(place.masterAddress, server);
}

at::Tensor bytesOf(const at::Tensor& tensor)
{
    return at::from_blob(tensor.data_ptr(), {static_cast<std::int64_t>(tensor.nbytes())}, at::kByte);
}

at::Tensor bytesOf(const std::string& text)
{
    at::Tensor bytes = at::empty({static_cast<std::int64_t>(text.size())}, at::kByte);
    std::memcpy(bytes.data_ptr(), text.data(), text.size());
    return bytes;
}

std::string textOf(const at::Tensor& bytes)
{
    return {static_cast<const char*>(bytes.const_data_ptr()), static_cast<std::size_t>(bytes.numel())};
}

/// Rows added one after the other, in float32 or wider. [ranks, n] → [n].
at::Tensor sumOfRows(const at::Tensor& rows)
{
    const at::ScalarType type = rows.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
    at::Tensor sum = rows.select(0, 0).to(type, /*non_blocking=*/false, /*copy=*/true);
    for (std::int64_t row = 1; row < rows.size(0); ++row)
        sum.add_(rows.select(0, row).to(type));
    return sum.to(rows.scalar_type());
}

/// What gather() has packed: a list of names, types and shapes, and the bytes of all one after the other. Throws where
/// they do not go together.
NamedTensors unpacked(const std::string& heads, const std::string& bytes)
{
    const auto damaged
        = [] { return std::runtime_error("another rank sent tensors that do not fit their description"); };
    constexpr std::size_t mostDimensions = 16;
    NamedTensors tensors;
    std::istringstream lines(heads);
    std::size_t used = 0;
    for (std::string name; std::getline(lines, name);) {
        int type = 0;
        std::size_t dimensions = 0;
        lines >> type >> dimensions;
        if (!lines || type < 0 || type >= static_cast<int>(at::ScalarType::NumOptions) || dimensions > mostDimensions)
            throw damaged();
        std::size_t size = c10::elementSize(static_cast<at::ScalarType>(type));
        std::vector<std::int64_t> shape(dimensions);
        for (std::int64_t& length : shape) {
            lines >> length;
            if (!lines || length < 0 || __builtin_mul_overflow(size, static_cast<std::size_t>(length), &size))
                throw damaged();
        }
        lines.ignore();
        if (size > bytes.size() - used)
            throw damaged();
        at::Tensor tensor = at::empty(shape, static_cast<at::ScalarType>(type));
        std::memcpy(tensor.data_ptr(), bytes.data() + used, size);
        used += size;
        tensors.emplace_back(name, tensor);
    }
    if (used != bytes.size())
        throw damaged();
    return tensors;
}

} // namespace

struct ProcessGroup::Links {
    c10::intrusive_ptr<c10d::Store> store;
    c10::intrusive_ptr<ProcessGroupGloo::Options> options;
    c10::intrusive_ptr<ProcessGroupGloo> gloo;

    /// [ranks, n] → [ranks, n]: row r goes to rank r.
    [[nodiscard]] at::Tensor turn(const at::Tensor& rows) const
    {
        at::Tensor result = at::empty_like(rows);
        std::vector<std::int64_t> even;
        at::Tensor from = rows;
        gloo->alltoall_base(result, from, even, even)->wait();
        return result;
    }
};

ProcessGroup::ProcessGroup() = default;
ProcessGroup::~ProcessGroup() = default;

std::shared_ptr<ProcessGroup> ProcessGroup::alone() { return std::shared_ptr<ProcessGroup>(new ProcessGroup); }

Result<std::shared_ptr<ProcessGroup>> ProcessGroup::join(const Torchrun& place, std::chrono::milliseconds patience)
{
    auto group = alone();
    if (place.ranks == 1)
        return group;
    try {
        group->m_rank = place.rank;
        group->m_ranks = place.ranks;
        group->m_links = std::make_unique<Links>();
        group->m_links->store = c10::make_intrusive<c10d::PrefixStore>("maquette/" + place.run + "/" + place.attempt,
                                                                       storeFor(place, patience));
        group->m_links->options = optionsFor(place.masterAddress, patience);
        group->m_links->gloo = c10::make_intrusive<ProcessGroupGloo>(
            c10::make_intrusive<c10d::PrefixStore>("all", group->m_links->store), place.rank, place.ranks,
            group->m_links->options);
        group->barrier();
        // From now on one that is gone closes its connection; others may wait for what the first alone writes.
        group->m_links->options->timeout = afterwards;
        group->m_links->gloo->setTimeout(afterwards);
    } catch (const std::exception& problem) {
        return Error{ErrorCode::Device,
                     {QT_TRANSLATE_NOOP("Engine",
                                        "The %1 processes of the training did not meet at %2, port %3. Check that all "
                                        "of them run and that the port is free."),
                      {std::to_string(place.ranks), place.masterAddress, std::to_string(place.masterPort)}},
                     problem.what()};
    }
    return group;
}

std::shared_ptr<ProcessGroup> ProcessGroup::part(const std::vector<std::vector<int>>& parts)
{
    const int number = m_parts++;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto place = std::find(parts[i].begin(), parts[i].end(), m_rank);
        if (place == parts[i].end())
            continue;
        auto group = alone();
        if (parts[i].size() == 1)
            return group;
        group->m_rank = static_cast<int>(place - parts[i].begin());
        group->m_ranks = static_cast<int>(parts[i].size());
        group->m_links = std::make_unique<Links>(*m_links);
        group->m_links->store = c10::make_intrusive<c10d::PrefixStore>(
            "part" + std::to_string(number) + "." + std::to_string(i), m_links->store);
        group->m_links->gloo = c10::make_intrusive<ProcessGroupGloo>(
            c10::make_intrusive<c10d::PrefixStore>("all", group->m_links->store), group->m_rank, group->m_ranks,
            group->m_links->options);
        group->barrier(); // one that is connected must not leave before the others are
        return group;
    }
    assert(false);
    return alone();
}

void ProcessGroup::allReduceMax(at::Tensor& values)
{
    if (values.is_floating_point())
        // NaN does not survive the maximum of all back ends.
        values.masked_fill_(values.isnan(), std::numeric_limits<double>::infinity());
    if (!m_links)
        return;
    m_sent += 2 * static_cast<std::int64_t>(values.nbytes()) * (m_ranks - 1) / m_ranks;
    at::Tensor whole = values.contiguous(); // a view into a larger tensor is copied
    std::vector<at::Tensor> list{whole.dim() == 0 ? whole.view({1}) : whole};
    c10d::AllreduceOptions options;
    options.reduceOp = c10d::ReduceOp::MAX;
    m_links->gloo->allreduce(list, options)->wait();
    if (!whole.is_same(values))
        values.copy_(whole);
}

void ProcessGroup::allReduceSum(at::Tensor& values)
{
    if (!m_links || values.numel() == 0)
        return;
    const at::Tensor flat = values.flatten();
    const std::int64_t count = flat.numel();
    const std::int64_t row = (count + m_ranks - 1) / m_ranks;
    at::Tensor padded = at::zeros({m_ranks * row}, flat.options());
    padded.slice(0, 0, count).copy_(flat);
    values.copy_(allGather(reduceScatter(padded)).slice(0, 0, count).view(values.sizes()));
}

at::Tensor ProcessGroup::reduceScatter(const at::Tensor& values)
{
    if (!m_links)
        return values;
    assert(values.size(0) % m_ranks == 0);
    const at::Tensor whole = values.contiguous();
    std::vector<std::int64_t> shape = whole.sizes().vec();
    shape[0] /= m_ranks;
    m_sent += static_cast<std::int64_t>(whole.nbytes()) / m_ranks * (m_ranks - 1);
    // As bytes: not every type of number travels everywhere.
    const at::Tensor rows = m_links->turn(bytesOf(whole).view({m_ranks, -1}));
    return sumOfRows(rows.view(whole.scalar_type())).view(shape);
}

at::Tensor ProcessGroup::allGather(const at::Tensor& values)
{
    if (!m_links)
        return values;
    const at::Tensor own = values.contiguous();
    std::vector<std::int64_t> shape = own.sizes().vec();
    shape[0] *= m_ranks;
    at::Tensor all = at::empty(shape, own.options());
    m_sent += static_cast<std::int64_t>(own.nbytes()) * (m_ranks - 1);
    at::Tensor from = bytesOf(own);
    at::Tensor to = bytesOf(all);
    m_links->gloo->_allgather_base(to, from)->wait();
    return all;
}

std::vector<at::Tensor> ProcessGroup::allGatherBytes(const at::Tensor& bytes)
{
    if (!m_links)
        return {bytes};
    const at::Tensor lengths = allGather(at::full({1}, bytes.numel(), at::kLong));
    const auto most = lengths.max().item<std::int64_t>();
    at::Tensor padded = at::zeros({most}, at::kByte);
    padded.slice(0, 0, bytes.numel()).copy_(bytes);
    const at::Tensor all = allGather(padded).view({m_ranks, most});
    std::vector<at::Tensor> parts;
    for (int rank = 0; rank < m_ranks; ++rank)
        parts.push_back(all[rank].slice(0, 0, lengths[rank].item<std::int64_t>()));
    return parts;
}

std::vector<at::Tensor> ProcessGroup::allToAll(const std::vector<at::Tensor>& pieces,
                                               const std::vector<std::int64_t>& lengths)
{
    if (!m_links)
        return pieces;
    std::vector<std::int64_t> sends;
    for (const at::Tensor& piece : pieces)
        sends.push_back(piece.numel());
    std::vector<std::int64_t> receives = lengths;
    at::Tensor from = at::cat(pieces);
    at::Tensor to = at::empty({std::accumulate(lengths.begin(), lengths.end(), std::int64_t(0))}, from.options());
    m_sent += from.numel() - pieces[static_cast<std::size_t>(m_rank)].numel();
    m_links->gloo->alltoall_base(to, from, receives, sends)->wait();
    return to.split_with_sizes(lengths);
}

std::string ProcessGroup::broadcast(const std::string& text)
{
    return m_links ? textOf(allGatherBytes(bytesOf(first() ? text : std::string()))[0]) : text;
}

bool ProcessGroup::any(bool flag)
{
    at::Tensor value = at::full({1}, flag ? 1 : 0, at::kInt);
    allReduceMax(value);
    return value.item<int>() != 0;
}

std::vector<std::string> ProcessGroup::gather(const std::string& own)
{
    if (!m_links)
        return {own};
    const at::Tensor bytes = bytesOf(own);
    const at::Tensor lengths = allGather(at::full({1}, bytes.numel(), at::kLong));
    std::vector<at::Tensor> pieces(static_cast<std::size_t>(m_ranks), at::empty({0}, at::kByte));
    pieces[0] = bytes;
    std::vector<std::int64_t> receives(static_cast<std::size_t>(m_ranks));
    if (first())
        receives.assign(lengths.const_data_ptr<std::int64_t>(), lengths.const_data_ptr<std::int64_t>() + m_ranks);
    const auto came = allToAll(pieces, receives);
    if (!first())
        return {};
    std::vector<std::string> texts;
    for (const at::Tensor& each : came)
        texts.push_back(textOf(each));
    return texts;
}

std::vector<NamedTensors> ProcessGroup::gather(const NamedTensors& own)
{
    if (!m_links)
        return {own};
    std::ostringstream heads;
    std::string bytes;
    for (const auto& [name, tensor] : own) {
        const at::Tensor whole = tensor.detach().contiguous();
        heads << name << '\n' << static_cast<int>(whole.scalar_type()) << ' ' << whole.dim();
        for (const std::int64_t size : whole.sizes())
            heads << ' ' << size;
        heads << '\n';
        bytes.append(static_cast<const char*>(whole.const_data_ptr()), whole.nbytes());
    }
    const auto allHeads = gather(heads.str());
    const auto allBytes = gather(bytes);
    std::vector<NamedTensors> tensors;
    for (std::size_t rank = 0; rank < allHeads.size(); ++rank)
        tensors.push_back(unpacked(allHeads[rank], allBytes[rank]));
    return tensors;
}

} // namespace maquette::train::distributed
