// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/system/SystemMonitor.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>

#include "runs/system/ProcFiles.h"

using namespace maquette;
using namespace maquette::runs;
namespace fs = std::filesystem;

namespace {

/// A /proc of three processors' worth of files, which the test writes.
class FakeProc {
public:
    void write(const fs::path& name, const std::string& text)
    {
        fs::create_directories((m_folder / name).parent_path());
        std::ofstream(m_folder / name) << text;
    }
    /// Ticks of user and system mode and idle, of each of two processors.
    void cpu(int busy0, int idle0, int busy1, int idle1)
    {
        const auto line = [](const std::string& name, int busy, int idle) {
            return name + " " + std::to_string(busy) + " 0 0 " + std::to_string(idle) + " 0 0 0 0 0 0\n";
        };
        write("stat",
              line("cpu ", busy0 + busy1, idle0 + idle1) + line("cpu0", busy0, idle0) + line("cpu1", busy1, idle1)
                  + "intr 1 2 3\nctxt 5\n");
    }
    void process(int pid, int parent, int ticks, int pages, const std::string& name = "python3", int start = 77)
    {
        write(std::to_string(pid) + "/stat",
              std::to_string(pid) + " (" + name + ") R " + std::to_string(parent) + " 1 1 0 -1 4194560 1 0 0 0 "
                  + std::to_string(ticks) + " 0 99999 99999 20 0 1 0 " + std::to_string(start) + " 1000000 "
                  + std::to_string(pages) + " 18446744073709551615 1 1\n");
    }
    void remove(int pid) { fs::remove_all(m_folder / std::to_string(pid)); }

    [[nodiscard]] const fs::path& path() const { return m_folder.path(); }

private:
    tests::TemporaryFolder m_folder;
};

SystemSample take(ProcFiles& files, double seconds, int pid = 0)
{
    SystemSample sample;
    files.sample(pid, seconds, sample);
    return sample;
}

MonitorOptions fakeGpus(const char* kind)
{
    ::setenv("FAKE_NVML", kind, 1);
    MonitorOptions options;
    options.nvml = MAQUETTE_FAKE_NVML;
    return options;
}

} // namespace

TEST(ProcFiles, ProcessorsAreBusyByTheirTicks)
{
    FakeProc proc;
    proc.cpu(100, 900, 0, 1000);
    proc.write("loadavg", "1.50 0.75 0.25 2/300 4711\n");
    ProcFiles files(proc.path());
    const auto first = take(files, 10);
    EXPECT_TRUE(std::isnan(first.cpu)); // a rate needs two
    EXPECT_EQ(first.cores.size(), 2u);
    EXPECT_EQ(first.load1, 1.5);
    EXPECT_EQ(first.load5, 0.75);
    EXPECT_EQ(first.load15, 0.25);
    proc.cpu(175, 925, 25, 1075);
    const auto second = take(files, 11);
    EXPECT_DOUBLE_EQ(second.cpu, 0.5);
    ASSERT_EQ(second.cores.size(), 2u);
    EXPECT_FLOAT_EQ(second.cores[0], 0.75F);
    EXPECT_FLOAT_EQ(second.cores[1], 0.25F);
    // Waiting for a disk is no work, and time that a host took away is.
    proc.write("stat", "cpu 200 0 0 2000 40 0 0 60\ncpu0 175 0 0 925 40 0 0 60\ncpu1 25 0 0 1075 0 0 0 0\n");
    const auto third = take(files, 12);
    EXPECT_DOUBLE_EQ(third.cpu, 0.6);
    // A processor that is switched off renumbers: no share of what is not comparable.
    proc.write("stat", "cpu 300 0 0 2000 0\ncpu0 300 0 0 2000 0\n");
    EXPECT_TRUE(std::isnan(take(files, 13).cpu));
    // A clock that stands, or counters that went back, give no number instead of a wrong one.
    EXPECT_TRUE(std::isnan(take(files, 14).cpu));
    proc.write("stat", "cpu 10 0 0 9000 0\ncpu0 10 0 0 9000 0\n");
    EXPECT_TRUE(std::isnan(take(files, 15).cpu));
}

TEST(ProcFiles, MemoryIsWhatIsLeftForOthers)
{
    FakeProc proc;
    proc.write("meminfo",
               "MemTotal:       1000 kB\nMemFree:         100 kB\nMemAvailable:    600 kB\n"
               "SwapTotal:       500 kB\nSwapFree:        450 kB\nHugePages_Total:    0\n");
    ProcFiles files(proc.path());
    const auto sample = take(files, 1);
    EXPECT_EQ(sample.memoryTotal, 1000 * 1024);
    EXPECT_EQ(sample.memoryAvailable, 600 * 1024);
    EXPECT_EQ(sample.memoryUsed, 400 * 1024);
    EXPECT_EQ(sample.swapUsed, 50 * 1024);
    proc.write("meminfo", "MemTotal: 1000 kB\nMemFree: 100 kB\n"); // before MemAvailable was
    EXPECT_EQ(take(files, 2).memoryUsed, 900 * 1024);
}

TEST(ProcFiles, TrafficCountsEachDeviceOnce)
{
    FakeProc proc;
    const auto disks = [&](int read, int written) {
        std::string text;
        for (const char* name : {"sda", "sda1", "nvme0n1", "nvme0n1p2", "loop0", "dm-0"})
            text += std::string("   8 0 ") + name + " 1 0 " + std::to_string(read) + " 0 1 0 " + std::to_string(written)
                + " 0 0 0 0\n";
        proc.write("diskstats", text);
    };
    const auto networks = [&](int in, int out) {
        const auto line = [&](const char* name) {
            return std::string(name) + std::to_string(in) + " 1 0 0 0 0 0 0 " + std::to_string(out)
                + " 1 0 0 0 0 0 0\n";
        };
        // Without a blank behind the colon, as large numbers come.
        proc.write("net/dev",
                   "Inter-|   Receive\n face |bytes\n" + line("    lo: ") + line("  eth0:") + line("  ib0: "));
    };
    disks(10, 20);
    networks(1000, 2000);
    ProcFiles files(proc.path());
    EXPECT_TRUE(std::isnan(take(files, 100).diskRead));
    disks(30, 60);
    networks(2000, 6000);
    const auto sample = take(files, 102);
    // sda and nvme0n1, sectors of 512 bytes, in two seconds.
    EXPECT_DOUBLE_EQ(sample.diskRead, 2 * 20 * 512 / 2.0);
    EXPECT_DOUBLE_EQ(sample.diskWritten, 2 * 40 * 512 / 2.0);
    EXPECT_DOUBLE_EQ(sample.received, 2 * 1000 / 2.0);
    EXPECT_DOUBLE_EQ(sample.sent, 2 * 4000 / 2.0);
}

TEST(ProcFiles, ATreeOfProcessesIsOne)
{
    FakeProc proc;
    const auto ticks = static_cast<int>(::sysconf(_SC_CLK_TCK));
    const std::int64_t page = ::sysconf(_SC_PAGESIZE);
    proc.process(1, 0, 5, 1, "init");
    proc.process(50, 1, 1000, 10, "torch) run (x"); // a name may hold anything
    proc.process(51, 50, 0, 20);
    proc.process(52, 51, 500, 30);
    proc.process(60, 1, 0, 1000, "other");
    ProcFiles files(proc.path());
    const auto first = take(files, 10, 50);
    EXPECT_EQ(first.process.count, 3);
    EXPECT_EQ(first.process.memory, 60 * page);
    EXPECT_TRUE(std::isnan(first.process.cores));
    // Half a processor in the one, a whole in the other, and a new one that used a quarter; 52 ended and its number
    // came again for another process.
    proc.process(50, 1, 1000 + ticks, 10, "torch) run (x");
    proc.process(51, 50, 2 * ticks, 20);
    proc.process(52, 51, ticks / 2, 5, "python3", 900);
    const auto second = take(files, 12, 50);
    EXPECT_EQ(second.process.count, 3);
    EXPECT_EQ(second.process.memory, 35 * page);
    EXPECT_DOUBLE_EQ(second.process.cores, (1 + 2 + 0.5) / 2);
    proc.remove(51); // its child goes to init, as Linux does it
    proc.process(52, 1, ticks / 2, 5, "python3", 900);
    EXPECT_EQ(take(files, 13, 50).process.count, 1);
    proc.remove(50);
    const auto gone = take(files, 14, 50);
    EXPECT_EQ(gone.process.count, 0);
    EXPECT_EQ(gone.process.memory, -1);
    // Another process begins anew.
    EXPECT_TRUE(std::isnan(take(files, 15, 60).process.cores));
    EXPECT_EQ(take(files, 16, 60).process.cores, 0);
}

TEST(ProcFiles, DamageLeavesNumbersUntold)
{
    FakeProc proc;
    proc.write("stat", "cpu\ncpu0 x y z\ncpu1 18446744073709551616 1 1 1 1\n");
    proc.write("meminfo", "MemTotal: 99999999999999999999 kB\nMemAvailable: -5 kB\nSwapTotal:\n");
    proc.write("loadavg", "many\n");
    proc.write("diskstats", "8\n\n8 0 sda 1\n");
    proc.write("net/dev", ":::\nnothing\neth0: a b\n");
    proc.write("7/stat", "7 (without an end");
    proc.write("8/stat", "8 (short) R 1\n");
    proc.write("999999999999/stat", "no number of a process\n");
    ProcFiles files(proc.path());
    for (int i = 0; i < 2; ++i) {
        const auto sample = take(files, i, 7);
        EXPECT_TRUE(std::isnan(sample.cpu));
        EXPECT_TRUE(std::isnan(sample.load1));
        EXPECT_EQ(sample.memoryUsed, -1);
        EXPECT_EQ(sample.process.count, 0);
    }
    tests::TemporaryFolder empty;
    ProcFiles none(empty.path());
    EXPECT_TRUE(std::isnan(take(none, 1).cpu));
    EXPECT_EQ(take(none, 2, 1).memoryTotal, -1);
    // A process that is its own ancestor ends nothing.
    proc.process(20, 21, 1, 1);
    proc.process(21, 20, 1, 1);
    EXPECT_EQ(take(files, 5, 20).process.count, 2);
}

TEST(SystemMonitor, ReadsGpusThroughTheDriversLibrary)
{
    SystemMonitor monitor(fakeGpus(""));
    EXPECT_TRUE(monitor.facts().gpus.empty()); // the driver is left alone until a sample is wanted
    monitor.sampleNow();
    const auto facts = monitor.facts();
    EXPECT_EQ(facts.gpuTrouble, "");
    EXPECT_EQ(facts.driver, "580.12.34");
    ASSERT_EQ(facts.gpus.size(), 2u);
    EXPECT_EQ(facts.gpus[0].name, "Fake H100");
    EXPECT_EQ(facts.gpus[0].id, "GPU-0001");
    const auto samples = monitor.samples();
    ASSERT_EQ(samples.size(), 1u);
    ASSERT_EQ(samples[0].gpus.size(), 2u);
    const GpuSample& gpu = samples[0].gpus[0];
    EXPECT_DOUBLE_EQ(gpu.use, 0.87);
    EXPECT_DOUBLE_EQ(gpu.memoryTraffic, 0.41);
    EXPECT_EQ(gpu.memoryUsed, 10737418240);
    EXPECT_EQ(gpu.memoryTotal, 85899345920);
    EXPECT_DOUBLE_EQ(gpu.power, 512.345);
    EXPECT_DOUBLE_EQ(gpu.powerLimit, 700);
    EXPECT_EQ(gpu.temperature, 61);
    EXPECT_EQ(gpu.clock, 1755);
    EXPECT_EQ(gpu.memoryClock, 2619);
    ASSERT_EQ(gpu.processes.size(), 3u);
    EXPECT_EQ(gpu.processes[0].pid, 102u); // the largest first
    EXPECT_EQ(gpu.processes[0].memory, 2 << 20);
    EXPECT_EQ(gpu.processes[2].memory, -1); // where the driver does not tell
    // An older GPU tells less, and what it does not is no zero.
    const GpuSample& old = samples[0].gpus[1];
    EXPECT_TRUE(std::isnan(old.use));
    EXPECT_TRUE(std::isnan(old.power));
    EXPECT_TRUE(std::isnan(old.clock));
    EXPECT_EQ(old.memoryUsed, 0);
    EXPECT_EQ(old.temperature, 35);
    EXPECT_TRUE(old.processes.empty());
}

TEST(SystemMonitor, ManyProcessesOnAGpuAreAllThere)
{
    SystemMonitor monitor(fakeGpus("crowded"));
    monitor.sampleNow();
    EXPECT_EQ(monitor.samples()[0].gpus[0].processes.size(), 40u);
}

TEST(SystemMonitor, SaysWhyThereAreNoGpus)
{
    const auto trouble = [](const MonitorOptions& options) {
        SystemMonitor monitor(options);
        monitor.sampleNow();
        EXPECT_TRUE(monitor.facts().gpus.empty());
        EXPECT_TRUE(monitor.samples()[0].gpus.empty());
        return monitor.facts().gpuTrouble;
    };
    MonitorOptions none;
    none.nvml = "libno-such-library.so.1";
    EXPECT_NE(trouble(none).find("libno-such-library.so.1"), std::string::npos);
    none.nvml = MAQUETTE_NO_NVML; // a library, but of something else
    EXPECT_NE(trouble(none).find("functions"), std::string::npos);
    EXPECT_EQ(trouble(fakeGpus("no-driver")), "Driver Not Loaded");
    EXPECT_NE(trouble(fakeGpus("none")).find("no GPU"), std::string::npos);
    // One that fell off the bus does not hide the other.
    SystemMonitor monitor(fakeGpus("lost"));
    monitor.sampleNow();
    ASSERT_EQ(monitor.facts().gpus.size(), 1u);
    EXPECT_EQ(monitor.facts().gpus[0].name, "Fake K80");
}

TEST(SystemMonitor, KeepsTheLastSamples)
{
    FakeProc proc;
    MonitorOptions options;
    options.proc = proc.path();
    options.nvml.clear();
    options.capacity = 3;
    SystemMonitor monitor(options);
    for (int i = 1; i <= 5; ++i) {
        proc.write("loadavg", std::to_string(i) + " 0 0\n");
        monitor.sampleNow();
    }
    EXPECT_EQ(monitor.taken(), 5);
    const auto all = monitor.samples();
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].load1, 3);
    EXPECT_EQ(all[2].load1, 5);
    ASSERT_EQ(monitor.samples(4).size(), 1u);
    EXPECT_EQ(monitor.samples(4)[0].load1, 5);
    EXPECT_TRUE(monitor.samples(5).empty());
    EXPECT_TRUE(monitor.samples(99).empty());
}

TEST(SystemMonitor, FollowsThisMachineUntilItIsStopped)
{
    MonitorOptions options;
    options.seconds = 0.05;
    options.pid = static_cast<int>(::getpid());
    SystemMonitor monitor(options);
    std::mutex mutex;
    std::condition_variable sampled;
    int calls = 0;
    monitor.setListener([&] {
        const std::lock_guard lock(mutex);
        ++calls;
        sampled.notify_all();
    });
    monitor.start();
    EXPECT_TRUE(monitor.running());
    {
        std::unique_lock lock(mutex);
        ASSERT_TRUE(sampled.wait_for(lock, std::chrono::seconds(60), [&] { return calls >= 3; }));
    }
    monitor.setListener({});
    monitor.stop();
    EXPECT_FALSE(monitor.running());
    const auto samples = monitor.samples();
    ASSERT_GE(samples.size(), 3u);
    const auto& last = samples.back();
    EXPECT_GT(last.time, samples.front().time);
    EXPECT_GT(last.memoryTotal, 0);
    EXPECT_GT(last.memoryUsed, 0);
    EXPECT_FALSE(last.cores.empty());
    EXPECT_EQ(last.process.count, 1);
    EXPECT_GT(last.process.memory, 0);
    EXPECT_GE(last.process.cores, 0);
    EXPECT_EQ(last.gpus.size(), monitor.facts().gpus.size());
    const auto taken = monitor.taken();
    monitor.start(); // goes on where it was
    monitor.stop();
    EXPECT_GE(monitor.taken(), taken);
}

TEST(SystemMonitor, RefusesOptionsOutOfRange)
{
    EXPECT_TRUE(MonitorOptions().check().ok());
    for (const double seconds : {0.0, -1.0, 4000.0, std::nan("")}) {
        MonitorOptions options;
        options.seconds = seconds;
        ASSERT_FALSE(options.check().ok());
        EXPECT_EQ(options.check().error().code, base::ErrorCode::Usage);
    }
    MonitorOptions options;
    options.capacity = 1;
    EXPECT_FALSE(options.check().ok());
    options = {};
    options.pid = -1;
    EXPECT_FALSE(options.check().ok());
}
