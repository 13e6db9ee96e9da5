// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/CloudTestSupport.h"

#include "widgets/cloud/ProtocolText.h"
#include "widgets/common/MessageBar.h"

using namespace Qt::StringLiterals;

namespace maquette::tests {

/// The window over the engine that the program ships.
class CloudEngineTest : public CloudWindowTest {
protected:
    void TearDown() override { window.reset(); } // before the engine that it uses

    std::unique_ptr<widgets::CloudService> engine = widgets::makeEngineCloudService("cpu");
};

TEST_F(CloudEngineTest, theDemoMakesARoomAndSegmentsItWhereTheModelIsThere)
{
    window = std::make_unique<app::MainWindow>(app::WindowServices{&edit, &chooser, &theme, engine.get()});
    window->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
    window->showWorkspace(u"cloud"_s);
    document = qobject_cast<widgets::CloudWorkspace*>(window->workspace())->document();
    trigger("file.demo");
    ASSERT_TRUE(QTest::qWaitFor([&] { return !document->empty(); }, 120000));
    EXPECT_GT(document->points()->size(), 50000U);
    EXPECT_TRUE(document->hasTruth());
    EXPECT_EQ(document->table().id, "s3dis");
    if (!std::filesystem::exists(engine->defaultModel())) {
        // Without the model the room stays, and the message says what is missing.
        EXPECT_TRUE(window->messages()->text().contains(u"model that comes with the program is missing"_s));
        return;
    }
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->scores() != nullptr; }, 240000))
        << qPrintable(window->messages()->text());
    EXPECT_GT(document->scores()->scores.overallAccuracy, 80);
}

TEST_F(CloudEngineTest, everyProtocolOfTheEngineIsKnownToTheCatalog)
{
    if (!std::filesystem::exists(engine->defaultModel()))
        GTEST_SKIP() << "The model that comes with the program is not there";
    for (const char* mode : {"test", "val", "nearest", "direct"}) {
        base::ParameterValues values(engine->parameters());
        ASSERT_TRUE(values.set("mode", std::string(mode)).ok());
        const auto result = engine->segment(checkedCloud(), values, {});
        ASSERT_TRUE(result.ok()) << result.error().english();
        QStringList unknown;
        EXPECT_FALSE(widgets::protocolText(result.value().protocol, &unknown).isEmpty());
        EXPECT_EQ(unknown, QStringList()) << result.value().protocol;
    }
}

} // namespace maquette::tests
