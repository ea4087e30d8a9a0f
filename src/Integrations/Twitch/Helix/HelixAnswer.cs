using System.Text.Json;
using IShowTts.Integrations.Twitch.EventSub;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>An answer of Helix: <c>data</c>, and where the next page begins.</summary>
/// <param name="call">What was asked.</param>
/// <param name="json">The answer.</param>
internal sealed class HelixAnswer(HelixCall call, JsonElement json)
{
    /// <summary>Where the next page begins; empty when there is none.</summary>
    /// <exception cref="HelixException">It cannot be read.</exception>
    public string Cursor => Guard(() => Root(new EventSubProblem()).Object("pagination").Text("cursor"));

    /// <summary>Reads each object of <c>data</c>.</summary>
    /// <param name="read">Reads one.</param>
    /// <exception cref="HelixException">Something in it is missing or of a wrong type.</exception>
    public IReadOnlyList<T> Read<T>(Func<EventSubObject, T> read) => Guard(() =>
    {
        var problem = new EventSubProblem();
        List<T> items = [.. Root(problem).Objects("data").Select(read)];
        return problem.First is { } first ? throw Unreadable(first) : items;
    });

    /// <summary>The answer cannot be used.</summary>
    /// <param name="why">What is wrong.</param>
    public HelixException Unreadable(string why) => new(null, $"Twitch's answer to \"{call.What}\" cannot be read: {why}.");

    private EventSubObject Root(EventSubProblem problem) => new(json, problem, "answer");

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json gives for an escape that is half a surrogate pair.
            throw Unreadable("a text in it has half a character");
        }
    }
}
