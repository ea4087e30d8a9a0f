using System.Globalization;
using System.Text;
using System.Text.Json;

namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>How many webhooks of one source ended how, since the start. Any thread.</summary>
internal sealed class WebhookCounters
{
    private static readonly WebhookOutcome[] s_outcomes = Enum.GetValues<WebhookOutcome>();

    private readonly long[] _counts = new long[s_outcomes.Length];

    /// <summary>Counts one.</summary>
    public void Add(WebhookOutcome outcome) => Interlocked.Increment(ref _counts[(int)outcome]);

    /// <summary>How many ended so.</summary>
    public long this[WebhookOutcome outcome] => Interlocked.Read(ref _counts[(int)outcome]);

    /// <summary>All that are not 0: <c>12 taken, 3 refused</c>.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var outcome in s_outcomes)
        {
            if (this[outcome] is > 0 and var count)
                text.Append(text.Length > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{count} {NameOf(outcome)}");
        }

        return text.Length > 0 ? text.ToString() : "nothing came yet";
    }

    private static string NameOf(WebhookOutcome outcome) => JsonNamingPolicy.KebabCaseLower.ConvertName(outcome.ToString());
}
