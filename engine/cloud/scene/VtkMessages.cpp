// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/scene/VtkMessages.h"

#include <vtkLogger.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkOutputWindow.h>

#include <mutex>
#include <set>

namespace maquette::cloud {

namespace {

class Messages : public vtkOutputWindow {
public:
    static Messages* New();
    vtkTypeMacro(Messages, vtkOutputWindow);

    void DisplayText(const char* text) override
    {
        const std::lock_guard lock(m_mutex);
        // A broken driver says the same thing each frame.
        if (text != nullptr && m_sink && m_seen.size() < most && m_seen.insert(text).second)
            m_sink(text);
    }

    void setSink(std::function<void(const std::string&)> sink)
    {
        const std::lock_guard lock(m_mutex);
        m_sink = std::move(sink);
    }

protected:
    Messages() = default;

private:
    static constexpr std::size_t most = 200;
    std::mutex m_mutex;
    std::function<void(const std::string&)> m_sink;
    std::set<std::string> m_seen;
};
vtkStandardNewMacro(Messages);

} // namespace

void catchVtkMessages(std::function<void(const std::string&)> sink)
{
    static const vtkNew<Messages> messages;
    messages->setSink(std::move(sink));
    vtkOutputWindow::SetInstance(messages);
    // VTK writes the same to the error stream by a way of its own.
    vtkLogger::SetStderrVerbosity(vtkLogger::VERBOSITY_OFF);
}

} // namespace maquette::cloud
