// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include "cloud/Confusion.h"
#include "widgets/cloud/CloudData.h"
#include "widgets/cloud/CloudView.h"

#include <optional>
#include <vector>

class QTimer;

namespace maquette::widgets {

class JobRunner;

/// Scores of what is shown, and the matrix that they come from.
struct CloudScores {
    cloud::Confusion confusion;
    cloud::Scores scores;
};
using ScoresPtr = std::shared_ptr<const CloudScores>;

/// A view that can be gone back to.
struct CameraBookmark {
    QString name;
    cloud::Camera camera;
};

/// The open cloud with its classes, selection and views. Relabeling, selecting, the class table and the clip box can be
/// undone; how the cloud is looked at cannot. All functions are for the interface thread; what takes long runs on the
/// job runner and is dropped if the cloud has changed meanwhile.
class CloudDocument : public QObject {
    Q_OBJECT
public:
    enum Part {
        Points = 1, ///< another cloud
        Classes = 2, ///< labels, prediction, table
        Selection = 4,
        View = 8, ///< panes, filter, look, tool
        Camera = 16,
        Picked = 32,
        ScoresPart = 64,
        History = 128,
        Bookmarks = 256,
        Everything = 511
    };
    Q_DECLARE_FLAGS(Parts, Part)

    explicit CloudDocument(JobRunner* jobs, QObject* parent = nullptr);

    /// Takes the place of what was open.
    void open(const SnapshotPtr& snapshot);
    [[nodiscard]] bool empty() const { return !m_points; }
    [[nodiscard]] const QString& file() const { return m_file; }
    [[nodiscard]] QString name() const;
    [[nodiscard]] PointSetPtr points() const { return m_points; }
    [[nodiscard]] const CloudContents& contents() const { return m_contents; }
    [[nodiscard]] const cloud::ClassTable& table() const { return *m_contents.table; }
    [[nodiscard]] CloudScene scene() const;

    [[nodiscard]] bool hasTruth() const { return m_contents.truth != nullptr; }
    [[nodiscard]] bool hasPrediction() const { return m_contents.prediction != nullptr; }
    /// Whether the two name the same classes, so that errors can be counted.
    [[nodiscard]] bool comparable() const { return hasTruth() && hasPrediction() && m_contents.comparable; }

    // Undone by undo(). What takes a pass over the points runs in a job; if the labels change meanwhile, it starts
    // anew.
    /// Labels of another file, as long as the cloud.
    void setLabels(bool prediction, const LabelsPtr& labels);
    /// What a network said: see settleClasses() for the classes. `sampled` null: it saw all points.
    void setPrediction(const NetworkPtr& network, const std::string& protocol, const MaskPtr& sampled);
    void setClassColor(std::int32_t classId, cloud::Rgb color);
    void setClassName(std::int32_t classId, const QString& name);
    void setTable(const cloud::ClassTable& table);
    /// A table with the classes that occur.
    void setTableByLabels();
    void select(const std::vector<std::uint32_t>& points, int mode);
    void invertSelection();
    void clearSelection();
    /// Gives the selected points a class of the truth; in a job.
    void relabelSelection(std::int32_t classId);
    /// Moves of one drag are one step.
    void setBox(const cloud::ClipBox& box, bool settled = true);

    [[nodiscard]] bool canUndo() const { return m_position > 0; }
    [[nodiscard]] bool canRedo() const { return m_position < m_steps.size(); }
    [[nodiscard]] QString undoName() const { return canUndo() ? m_steps[m_position - 1].name : QString(); }
    [[nodiscard]] QString redoName() const { return canRedo() ? m_steps[m_position].name : QString(); }
    void undo();
    void redo();
    /// True when there are labels that stand in no file; predictions of a cloud that was made here do not count.
    [[nodiscard]] bool modified() const;
    /// The labels of these kinds are in a file now, and no others.
    void setSaved(Labeling labeling = Labeling::All);

    // How it is looked at.
    [[nodiscard]] const cloud::ViewState& view() const { return m_view; }
    void setCamera(const cloud::Camera& camera);
    void setPanes(const std::vector<cloud::PaneContent>& panes, std::optional<double> curtain);
    void setPaneContent(std::size_t pane, const cloud::PaneContent& content);
    void setCurtain(std::optional<double> fraction);
    void setLook(const cloud::PointLook& look);
    void setSelectionOnly(bool only);
    void setHidden(std::uint8_t slot, bool hidden);
    /// Hides all classes but one, or shows all when it is alone already.
    void solo(std::uint8_t slot);
    [[nodiscard]] bool isSolo(std::uint8_t slot) const;
    void showAllClasses();
    /// Shows only the points of this cell of the matrix; the same again: all.
    void toggleCell(std::uint8_t truth, std::uint8_t prediction);
    void clearCell();
    /// What a pane can show of this cloud.
    [[nodiscard]] std::vector<cloud::PaneContent> contentChoices() const;
    [[nodiscard]] QString contentName(const cloud::PaneContent& content) const;

    [[nodiscard]] const std::vector<std::uint32_t>& picked() const { return m_picked; }
    void setPicked(std::vector<std::uint32_t> points);

    [[nodiscard]] const std::vector<CameraBookmark>& bookmarks() const { return m_bookmarks; }
    void addBookmark(const QString& name, const cloud::Camera& camera);
    void removeBookmark(std::size_t index);
    /// Those that were kept for this cloud the last time.
    void setBookmarks(std::vector<CameraBookmark> bookmarks);

    /// Null while there are none: truth or prediction is missing, or they are being counted.
    [[nodiscard]] ScoresPtr scores() const { return m_scores; }
    [[nodiscard]] bool counting() const { return m_scoreJob != 0; }
    void setAbsentClass(cloud::AbsentClass absent);
    [[nodiscard]] cloud::AbsentClass absentClass() const { return m_absent; }

Q_SIGNALS:
    void changed(maquette::widgets::CloudDocument::Parts parts);

private:
    struct Step {
        QString name;
        CloudContents before;
        CloudContents after;
    };

    void apply(const CloudContents& contents);
    void push(const QString& name, CloudContents contents);
    void editEntry(const QString& name, std::int32_t classId, const std::function<void(cloud::ClassEntry&)>& edit);
    /// settleClasses() in a job with what `change` makes of the contents, then a step of undo; again if labels or table
    /// changed meanwhile.
    void changeClasses(const QString& name, const std::function<void(CloudContents&)>& change);
    void fitPanes(const CloudContents& contents);
    void scoresOutdated();
    void countScores();
    void viewChanged(Parts parts);

    JobRunner* m_jobs;
    QTimer* m_scoreTimer;
    QString m_file;
    PointSetPtr m_points;
    CloudContents m_contents;
    std::vector<LabelsPtr> m_savedTruths; ///< labels that stand in files; no labels need none
    std::vector<LabelsPtr> m_savedPredictions;
    std::vector<Step> m_steps;
    std::size_t m_position = 0;
    bool m_dragging = false; ///< the newest step is a box that still moves
    cloud::ViewState m_view;
    std::vector<std::uint32_t> m_picked;
    std::vector<CameraBookmark> m_bookmarks;
    ScoresPtr m_scores;
    quint64 m_scoreJob = 0;
    cloud::AbsentClass m_absent = cloud::AbsentClass::Counts100;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(CloudDocument::Parts)

} // namespace maquette::widgets
