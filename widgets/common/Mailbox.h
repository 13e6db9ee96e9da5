// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QPointer>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace maquette::widgets {

/// Runs `call` on the interface thread, soon, if `receiver` still lives then. From any thread; make the QPointer on
/// the interface thread.
template <class Call> void onInterface(const QPointer<QObject>& receiver, Call call)
{
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [receiver, call = std::move(call)]() mutable {
            if (receiver)
                call();
        },
        Qt::QueuedConnection);
}

/// Carries values from a working thread to the interface thread, where only the newest counts: however fast they come,
/// one delivery waits at a time, and the last value always arrives. Copies share one box.
template <class Value> class Mailbox {
public:
    /// `deliver` is called on the interface thread while `receiver` lives.
    template <class Deliver>
    Mailbox(QObject* receiver, Deliver deliver)
        : m_shared(std::make_shared<Shared>())
        , m_receiver(receiver)
        , m_deliver(std::make_shared<std::function<void(Value)>>(std::move(deliver)))
    {
    }

    /// From any thread.
    void post(Value value) const
    {
        {
            const std::lock_guard lock(m_shared->mutex);
            const bool waiting = m_shared->value.has_value();
            m_shared->value = std::move(value);
            if (waiting)
                return;
        }
        onInterface(m_receiver, [shared = m_shared, deliver = m_deliver] {
            std::optional<Value> newest;
            {
                const std::lock_guard lock(shared->mutex);
                newest.swap(shared->value);
            }
            if (newest)
                (*deliver)(std::move(*newest));
        });
    }

private:
    struct Shared {
        std::mutex mutex;
        std::optional<Value> value;
    };

    std::shared_ptr<Shared> m_shared;
    QPointer<QObject> m_receiver;
    std::shared_ptr<std::function<void(Value)>> m_deliver;
};

} // namespace maquette::widgets
