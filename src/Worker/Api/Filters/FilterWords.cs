using System.Text.Json.Nodes;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Api.Filters;

/// <summary>The user's own blocked and allowed words, changed one by one through the overrides file. Thread safe.</summary>
internal sealed class FilterWords(IConfiguration configuration, IServiceProvider services) : IDisposable
{
    /// <summary>Most words of a list that are kept this way; longer lists belong in <c>Filters:ListsFile</c>.</summary>
    internal const int MaxWords = 5_000;

    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Words that are not spoken.</summary>
    public IReadOnlyList<string> Blocked => Read(Key(isAllowed: false));

    /// <summary>Words in which a blocked one may stand.</summary>
    public IReadOnlyList<string> Allowed => Read(Key(isAllowed: true));

    /// <summary>Adds a word, or takes it out. The next message is judged by it.</summary>
    /// <param name="isAllowed">Which list.</param>
    /// <param name="word">The word; letter case does not count.</param>
    /// <param name="isAdded">Added or taken out.</param>
    /// <param name="actor">Who, for the audit log.</param>
    /// <param name="cancellationToken">Ends the wait for one's turn.</param>
    /// <returns>What was wrong, or null; and whether the word was there.</returns>
    /// <exception cref="OverridesException">The file cannot be written.</exception>
    public async ValueTask<(string? Error, bool WasThere)> ChangeAsync(bool isAllowed, string word, bool isAdded, Actor actor, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var words = Read(Key(isAllowed));
            var at = words.FindIndex(one => one.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (isAdded == (at >= 0))
            {
                return (null, at >= 0);
            }

            if (isAdded && words.Count >= MaxWords)
            {
                return ($"The list has {MaxWords} words; put longer lists into the file that Filters:ListsFile names.", false);
            }

            if (isAdded)
            {
                words.Add(word);
            }
            else
            {
                words.RemoveAt(at);
            }

            var list = new JsonArray([.. words.Select(static one => (JsonNode?)JsonValue.Create(one))]);
            var result = await services.GetRequiredService<IConfigurationOverrides>()
                .ApplyAsync(new Dictionary<string, JsonNode?> { [Key(isAllowed)] = list }, actor, cancellationToken);
            return (result.Errors.Count == 0 ? null : string.Join(' ', result.Errors.Select(static error => error.ToString())), at >= 0);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private static string Key(bool isAllowed) => isAllowed ? "Filters:BlockedWords:Allowed" : "Filters:BlockedWords:Words";

    private List<string> Read(string key) => configuration.GetSection(key).Get<List<string>>() ?? [];
}
