using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Data.Sqlite;

namespace IShowTts.Worker.Tests.Queue;

public sealed class SqliteSchemaTests
{
    // Not one of TestUtterance, whose ids count up from 1: the test would fail whenever it is the first to make one.
    private const string OldId = "ffffffffffffffffffffffffffffffff";

    [Fact]
    public async Task Open_FileOfVersionOne_IsBroughtUpAndKeepsWhatWasInIt()
    {
        await using var home = new SqliteQueueHome();
        MakeVersionOne(home.Directory.QueueFile);

        var recovered = await home.OpenAsync();

        recovered.Single().Utterance.State.ShouldBe(UtteranceState.Queued);
        var old = await home.Queue.Now(OldId);
        (old.EventId, old.RedemptionId, old.RewardId, old.SpokenText).ShouldBe(("event-1", "redemption-1", "", "hello"));
        (await home.Queue.Add(TestUtterance.Paid() with { RewardId = "reward-1", RedemptionId = "redemption-2" })).Outcome.ShouldBe(AddOutcome.Added);
        (await home.OpenAsync()).ShouldBeEmpty("the steps run once");
        (await home.Queue.ListAsync(new UtteranceQuery(), default)).Select(static u => u.RewardId).ShouldBe(["reward-1", ""], ignoreOrder: true);
    }

    [Fact]
    public void Steps_Released_AreNeverChanged()
    {
        // The length of each released step: a new version adds a step, it does not change one.
        SqliteSchema.Steps[0].ReplaceLineEndings("\n").Length.ShouldBe(1903);
    }

    private static void MakeVersionOne(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of the schema and of this test
        command.CommandText = $"""
            PRAGMA application_id={SqliteSchema.ApplicationId};
            CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT;
            {SqliteSchema.Steps[0]}
            INSERT INTO schema_version (version, applied_at) VALUES (1, 0);
            INSERT INTO utterance (id, kind, source, event_id, message_id, redemption_id, channel, viewer_id, viewer_login, viewer_name, viewer_roles,
              viewer_anonymous, turn_key, original_text, is_paid, is_chat, priority, event_at, state, spoken_text, attempts, timestamps)
            VALUES ('{OldId}', 'redemption', 'twitch-eventsub', 'event-1', '', 'redemption-1', 'c', '1', 'ana', 'Ana', 0,
              0, '1', 'hello', 1, 0, 20, 0, 2, 'hello', 1, '1:5,2:6');
            """;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
