namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>The tables of the queue. A new version adds a step; a step that was released is never changed.</summary>
internal static class SqliteSchema
{
    /// <summary>Marks the file as ours (<c>PRAGMA application_id</c>): "iSTQ".</summary>
    public const int ApplicationId = 0x69535451;

    /// <summary>The version that this worker writes.</summary>
    public static int Version => Steps.Count;

    /// <summary>SQL that brings version n to n + 1, n being the index.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE utterance (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          kind TEXT NOT NULL,
          source TEXT NOT NULL,
          event_id TEXT NOT NULL,
          message_id TEXT NOT NULL,
          redemption_id TEXT,
          channel TEXT NOT NULL,
          viewer_id TEXT NOT NULL,
          viewer_login TEXT NOT NULL,
          viewer_name TEXT NOT NULL,
          viewer_roles INTEGER NOT NULL,
          viewer_anonymous INTEGER NOT NULL,
          turn_key TEXT NOT NULL,
          original_text TEXT NOT NULL,
          amount TEXT,
          currency TEXT,
          is_paid INTEGER NOT NULL,
          is_chat INTEGER NOT NULL,
          priority INTEGER NOT NULL,
          event_at INTEGER NOT NULL,
          queued_at INTEGER,
          finished_at INTEGER,
          state INTEGER NOT NULL,
          spoken_text TEXT NOT NULL,
          voice TEXT,
          engine TEXT,
          reason_code TEXT,
          reason_rule TEXT,
          reason_detail TEXT,
          attempts INTEGER NOT NULL,
          timestamps TEXT NOT NULL,
          ttfa_ms REAL,
          synth_ms REAL,
          audio_ms REAL,
          heard_ms REAL
        ) STRICT;
        CREATE UNIQUE INDEX utterance_event ON utterance (source, event_id) WHERE event_id <> '';
        CREATE INDEX utterance_state ON utterance (state, id);
        CREATE INDEX utterance_viewer ON utterance (viewer_id, id);
        CREATE INDEX utterance_finished ON utterance (is_paid, finished_at) WHERE finished_at IS NOT NULL;

        CREATE TABLE transition (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          utterance INTEGER NOT NULL REFERENCES utterance (row) ON DELETE CASCADE,
          from_state INTEGER,
          at INTEGER NOT NULL,
          state INTEGER NOT NULL,
          spoken_text TEXT NOT NULL,
          voice TEXT,
          engine TEXT,
          reason_code TEXT,
          reason_rule TEXT,
          reason_detail TEXT,
          attempts INTEGER NOT NULL,
          timestamps TEXT NOT NULL,
          ttfa_ms REAL,
          synth_ms REAL,
          audio_ms REAL,
          heard_ms REAL
        ) STRICT;
        CREATE INDEX transition_utterance ON transition (utterance);

        CREATE TABLE viewer_turn (
          turn_key TEXT PRIMARY KEY,
          turn INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX viewer_turn_turn ON viewer_turn (turn);
        """,
    ];
}
