// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/NpyFile.h"

#include "base/File.h"
#include "tensorio/Layout.h"
#include "tensorio/TensorTable.h"

#include <array>
#include <charconv>
#include <limits>

namespace maquette::tensorio {

namespace {

struct NumpyType {
    std::string_view code; ///< kind and bytes
    DType type;
};

constexpr std::array<NumpyType, 14> numpyTypes = {{
    {"b1", DType::Bool},
    {"u1", DType::U8},
    {"i1", DType::I8},
    {"u2", DType::U16},
    {"i2", DType::I16},
    {"u4", DType::U32},
    {"i4", DType::I32},
    {"u8", DType::U64},
    {"i8", DType::I64},
    {"f2", DType::F16},
    {"f4", DType::F32},
    {"f8", DType::F64},
    {"c8", DType::C64},
    {"c16", DType::C128},
}};

/// Reads the dictionary's text by the fixed grammar.
class HeaderParser {
public:
    HeaderParser(std::string_view text, NpyHeader& header)
        : m_text(text)
        , m_header(header)
    {
    }

    bool parse()
    {
        if (!expect('{'))
            return false;
        while (!accept('}')) {
            if (!pair())
                return false;
            if (!accept(',')) {
                if (!expect('}'))
                    return false;
                break;
            }
        }
        skipSpaces();
        if (m_at != m_text.size())
            return fail("text after the dictionary");
        return m_seen == 7 || fail("descr, fortran_order or shape are missing");
    }

    [[nodiscard]] const std::string& problem() const { return m_problem; }
    [[nodiscard]] std::size_t at() const { return m_at; }
    /// Set when the type is a sound one of NumPy that is not read here.
    [[nodiscard]] const std::string& foreignType() const { return m_foreignType; }

private:
    bool fail(const std::string& problem)
    {
        m_problem = problem;
        return false;
    }
    void skipSpaces()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\t'))
            ++m_at;
    }
    bool accept(char c)
    {
        skipSpaces();
        if (m_at == m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    bool expect(char c) { return accept(c) || fail(std::string("expected ") + c); }

    bool quotedText(std::string_view& value)
    {
        skipSpaces();
        const char quote = m_at < m_text.size() ? m_text[m_at] : ' ';
        if (quote != '\'' && quote != '"')
            return fail("expected a text in quotes");
        const std::size_t end = m_text.find(quote, m_at + 1);
        if (end == std::string_view::npos)
            return fail("a text without end");
        value = m_text.substr(m_at + 1, end - m_at - 1);
        if (value.find('\\') != std::string_view::npos)
            return fail("a backslash in a text");
        m_at = end + 1;
        return true;
    }

    bool pair()
    {
        std::string_view key;
        if (!quotedText(key))
            return false;
        const int bit = key == "descr" ? 1 : key == "fortran_order" ? 2 : key == "shape" ? 4 : 0;
        if (bit == 0 || (m_seen & bit) != 0)
            return fail("the key " + inQuotes(key) + (bit ? " stands twice" : " is unknown"));
        m_seen |= bit;
        return expect(':') && (bit == 1 ? type() : bit == 2 ? order() : shape());
    }

    bool type()
    {
        skipSpaces();
        if (m_at < m_text.size() && m_text[m_at] == '[') {
            m_foreignType = "structured";
            return fail("an array of structures");
        }
        std::string_view text;
        if (!quotedText(text))
            return false;
        if (text.size() < 2 || std::string_view("<>|=").find(text[0]) == std::string_view::npos)
            return fail("the type " + inQuotes(text) + " without a byte order");
        for (const auto& known : numpyTypes) {
            if (known.code != text.substr(1))
                continue;
            m_header.info.type = known.type;
            m_header.bigEndian = text[0] == '>';
            return bitsPer(known.type) == 8 || text[0] != '|'
                || fail("the type " + inQuotes(text) + " needs a byte order");
        }
        m_foreignType = text[1] == 'O' ? "object" : inQuotes(text);
        return fail("the type " + inQuotes(text));
    }

    bool order()
    {
        skipSpaces();
        const std::string_view rest = m_text.substr(m_at);
        m_header.fortranOrder = rest.starts_with("True");
        if (!m_header.fortranOrder && !rest.starts_with("False"))
            return fail("fortran_order is neither True nor False");
        m_at += m_header.fortranOrder ? 4 : 5;
        return true;
    }

    bool shape()
    {
        if (!expect('('))
            return false;
        auto& sizes = m_header.info.shape;
        while (!accept(')')) {
            skipSpaces();
            std::int64_t size = 0;
            const char* first = m_text.data() + m_at;
            const auto [last, error] = std::from_chars(first, m_text.data() + m_text.size(), size);
            if (error != std::errc() || *first == '-')
                return fail("an axis that is no whole number");
            if (sizes.size() == maxAxes)
                return fail("more than " + std::to_string(maxAxes) + " axes");
            sizes.push_back(size);
            m_at += static_cast<std::size_t>(last - first);
            if (m_at < m_text.size() && m_text[m_at] == 'L') // long integers of Python 2
                ++m_at;
            // (3,) is a tuple and (3) is a number.
            if (!accept(',')) {
                if (sizes.size() == 1)
                    return fail("a shape that is no tuple");
                return expect(')');
            }
        }
        return true;
    }

    std::string_view m_text;
    NpyHeader& m_header;
    std::string m_problem;
    std::string m_foreignType;
    std::size_t m_at = 0;
    int m_seen = 0;
};

class NpyReader final : public TensorTable {
public:
    NpyReader(Source source, NpyHeader header)
        : TensorTable("npy", std::move(source))
        , m_header(std::move(header))
    {
        m_tensors.push_back(m_header.info);
    }

private:
    [[nodiscard]] base::Result<TensorData> loadAt(std::size_t) const override
    {
        return materialize(m_source, m_header.info, npyStrides(m_header), m_source.bytes.subspan(m_header.dataStart),
                           m_header.bigEndian);
    }

    NpyHeader m_header;
};

} // namespace

base::Result<NpyHeader> readNpyHeader(const Source& source, std::uint64_t place)
{
    const auto bytes = source.bytes;
    static constexpr std::string_view magic = "\x93NUMPY";
    const std::string_view start(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), magic.size()));
    if (start != magic || bytes.size() < 10)
        return damaged(source.name, place, "no head of an NPY");
    const int version = bytes[6];
    if (version < 1 || version > 3 || bytes[7] != 0)
        return damaged(source.name, place + 6,
                       "NPY version " + std::to_string(version) + "." + std::to_string(bytes[7]));
    const int lengthBytes = version == 1 ? 2 : 4;
    const std::uint64_t textStart = 8 + static_cast<std::uint64_t>(lengthBytes);
    if (bytes.size() < textStart)
        return damaged(source.name, place + bytes.size(), "the file ends within the header length");
    const std::uint64_t length = littleEndian(bytes, 8, lengthBytes);
    if (length > maxNpyHeader - 12 || length > bytes.size() - textStart)
        return damaged(source.name, place + 8, "a header of " + std::to_string(length) + " bytes");
    NpyHeader header;
    header.dataStart = textStart + length;
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()) + textStart, length);
    if (text.empty() || text.back() != '\n')
        return damaged(source.name, place + header.dataStart, "a header that does not end with a line end");
    HeaderParser parser(text, header);
    const bool parsed = parser.parse();
    const std::string at = "byte " + std::to_string(place + textStart + parser.at());
    if (!parser.foreignType().empty())
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine",
                                              "%1 holds an array whose elements are no plain numbers (%2); such "
                                              "arrays are not read."),
                            {source.name, parser.foreignType()}},
                           at + ": " + parser.problem()};
    if (!parsed)
        return damaged(source.name, place + textStart + parser.at(), parser.problem());
    if (!checkedBytes(header.info.type, header.info.shape))
        return damaged(source.name, place + textStart, "the shape is out of range");
    return header;
}

std::vector<std::int64_t> npyStrides(const NpyHeader& header)
{
    return header.fortranOrder ? fortranStrides(header.info.shape) : contiguousStrides(header.info.shape);
}

base::Result<std::shared_ptr<const Checkpoint>> openNpy(const Source& source)
{
    auto header = readNpyHeader(source, 0);
    if (!header.ok())
        return header.error();
    const std::uint64_t size = source.bytes.size() - header.value().dataStart;
    if (size != header.value().info.byteCount())
        return damaged(source.name, header.value().dataStart + std::min(size, header.value().info.byteCount()),
                       "the array needs " + std::to_string(header.value().info.byteCount()) + " bytes, the file has "
                           + std::to_string(size));
    header.value().info.name = std::filesystem::path(source.name).stem().string();
    return std::shared_ptr<const Checkpoint>(std::make_shared<NpyReader>(source, std::move(header).value()));
}

base::Result<void> writeNpy(const std::filesystem::path& file, const TensorData& tensor)
{
    const TensorInfo& info = tensor.info;
    std::string_view code;
    for (const auto& known : numpyTypes) {
        if (known.type == info.type)
            code = known.code;
    }
    if (code.empty())
        return base::Error{
            base::ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "NPY has no word for numbers of type %1."), {std::string(name(info.type))}},
            {}};
    const auto bytes = checkedBytes(info.type, info.shape);
    if (!bytes || *bytes != tensor.bytes.size() || info.shape.size() > maxAxes)
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine", "The bytes of %1 do not fit its type and shape."), {info.name}},
                           std::to_string(tensor.bytes.size()) + " bytes"};
    std::string header = std::string("{'descr': '") + (bitsPer(info.type) == 8 ? '|' : '<') + std::string(code)
        + "', 'fortran_order': False, 'shape': (";
    for (std::size_t i = 0; i < info.shape.size(); ++i)
        header += (i > 0 ? ", " : "") + std::to_string(info.shape[i]);
    header += info.shape.size() == 1 ? ",), }" : "), }";
    // NumPy leaves room for the first axis to grow to 21 digits, then fills up to a multiple of 64.
    if (!info.shape.empty())
        header.append(21 - std::to_string(info.shape[0]).size(), ' ');
    header.append((64 - (10 + header.size() + 1) % 64) % 64, ' ');
    header += '\n';
    std::string head = "\x93NUMPY";
    head += {'\x01', '\x00', static_cast<char>(header.size() & 0xFF), static_cast<char>(header.size() >> 8)};
    auto out = base::AtomicFile::create(file);
    if (!out.ok())
        return out.error();
    if (auto written = out.value()->write(head + header); !written.ok())
        return written;
    if (auto written = out.value()->write(tensor.bytes); !written.ok())
        return written;
    return out.value()->commit();
}

} // namespace maquette::tensorio
