using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using IShowTts.Integrations.Events;
using Microsoft.Data.Sqlite;

namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>Reads and writes an utterance as a row. The first columns never change; the last ones are also those of a transition.</summary>
/// <param name="Row">Key of the row; grows with arrival.</param>
/// <param name="Utterance">What it holds.</param>
internal readonly record struct UtteranceRow(long Row, Utterance Utterance)
{
    private const string Fixed =
        "u.row, u.id, u.kind, u.source, u.event_id, u.message_id, u.redemption_id, u.channel, u.viewer_id, u.viewer_login, u.viewer_name, "
        + "u.viewer_roles, u.viewer_anonymous, u.original_text, u.amount, u.currency, u.is_paid, u.priority, u.event_at, u.reward_id, u.is_test, "
        + "u.origin_id, u.is_taken_back";

    private const int FixedCount = 23;

    /// <summary>Columns to select from <c>utterance u</c>.</summary>
    public const string Columns =
        Fixed + ", u.state, u.spoken_text, u.voice, u.engine, u.reason_code, u.reason_rule, u.reason_detail, u.attempts, u.timestamps, "
        + "u.ttfa_ms, u.synth_ms, u.audio_ms, u.heard_ms";

    /// <summary>Columns to select from <c>transition t JOIN utterance u</c>: the utterance as it was right after the transition.</summary>
    public const string TransitionColumns =
        Fixed + ", t.state, t.spoken_text, t.voice, t.engine, t.reason_code, t.reason_rule, t.reason_detail, t.attempts, t.timestamps, "
        + "t.ttfa_ms, t.synth_ms, t.audio_ms, t.heard_ms, t.sequence, t.from_state, t.at";

    /// <summary>First column after those of the utterance.</summary>
    public const int NextColumn = FixedCount + 13;

    private static readonly ImmutableArray<string> KindNames =
        [.. Enum.GetNames<UtteranceKind>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName)];

    /// <summary>The stored name of a kind.</summary>
    public static string NameOf(UtteranceKind kind) => KindNames[(int)kind];

    /// <summary>Reads the current row of a query over <see cref="Columns"/> or <see cref="TransitionColumns"/>.</summary>
    public static UtteranceRow Read(SqliteDataReader reader)
    {
        const int m = FixedCount;
        return new UtteranceRow(reader.GetInt64(0), new Utterance
        {
            Id = reader.GetString(1),
            Kind = (UtteranceKind)KindNames.IndexOf(reader.GetString(2), StringComparer.Ordinal),
            Source = reader.GetString(3),
            EventId = reader.GetString(4),
            MessageId = reader.GetString(5),
            RedemptionId = Text(reader, 6),
            Channel = reader.GetString(7),
            Viewer = new Viewer(reader.GetString(8), reader.GetString(9), reader.GetString(10))
            {
                Roles = (ViewerRoles)reader.GetInt32(11),
                IsAnonymous = reader.GetBoolean(12),
            },
            OriginalText = reader.GetString(13),
            Amount = Text(reader, 14) is { } amount ? new Amount(decimal.Parse(amount, CultureInfo.InvariantCulture), reader.GetString(15)) : null,
            IsPaid = reader.GetBoolean(16),
            Priority = reader.GetInt32(17),
            EventAt = Time(reader.GetInt64(18)),
            RewardId = reader.GetString(19),
            IsTest = reader.GetBoolean(20),
            OriginId = Text(reader, 21),
            IsTakenBack = reader.GetBoolean(22),
            State = (UtteranceState)reader.GetInt32(m),
            SpokenText = reader.GetString(m + 1),
            Voice = Text(reader, m + 2),
            Engine = Text(reader, m + 3),
            Reason = Text(reader, m + 4) is { } code ? new StateReason(code, Text(reader, m + 5), Text(reader, m + 6)) : null,
            Attempts = reader.GetInt32(m + 7),
            Timestamps = ParseTimestamps(reader.GetString(m + 8)),
            Timings = new UtteranceTimings
            {
                TtfaMs = Real(reader, m + 9),
                SynthMs = Real(reader, m + 10),
                AudioMs = Real(reader, m + 11),
                HeardMs = Real(reader, m + 12),
            },
        });
    }

    /// <summary>Reads the current row of a query over <see cref="TransitionColumns"/>.</summary>
    public static UtteranceTransition ReadTransition(SqliteDataReader reader) => new(
        reader.GetInt64(NextColumn),
        reader.IsDBNull(NextColumn + 1) ? null : (UtteranceState)reader.GetInt32(NextColumn + 1),
        Read(reader).Utterance,
        Time(reader.GetInt64(NextColumn + 2)));

    /// <summary>A stored time.</summary>
    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    /// <summary>The timestamps as text: <c>state:ticks</c>, joined by commas.</summary>
    public static string FormatTimestamps(ImmutableDictionary<UtteranceState, DateTimeOffset> timestamps)
    {
        var text = new StringBuilder(timestamps.Count * 22);
        foreach (var (state, at) in timestamps.OrderBy(static t => t.Key))
        {
            text.Append(text.Length > 0 ? "," : "").Append((int)state).Append(':').Append(at.UtcTicks);
        }

        return text.ToString();
    }

    private static ImmutableDictionary<UtteranceState, DateTimeOffset> ParseTimestamps(string text)
    {
        var timestamps = ImmutableDictionary.CreateBuilder<UtteranceState, DateTimeOffset>();
        foreach (var part in text.AsSpan().Split(','))
        {
            var entry = text.AsSpan(part);
            if (entry.IndexOf(':') is > 0 and var colon)
            {
                timestamps[(UtteranceState)int.Parse(entry[..colon], CultureInfo.InvariantCulture)] =
                    Time(long.Parse(entry[(colon + 1)..], CultureInfo.InvariantCulture));
            }
        }

        return timestamps.ToImmutable();
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static double? Real(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);
}
