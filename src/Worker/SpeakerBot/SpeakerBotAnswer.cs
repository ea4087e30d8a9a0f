using System.Text.Json.Nodes;

namespace IShowTts.Worker.SpeakerBot;

/// <summary>Answer to a request, in Speaker.bot's shape: the request's id, a status, and a result or an error.</summary>
/// <param name="Result">What was asked for; null for nothing.</param>
/// <param name="Error">Why it was not done; null when it was.</param>
internal sealed record SpeakerBotAnswer(JsonObject? Result, string? Error)
{
    /// <summary>It was done.</summary>
    public static SpeakerBotAnswer Done { get; } = new(null, null);

    /// <summary>It was not done.</summary>
    /// <param name="why">For people.</param>
    public static SpeakerBotAnswer Failed(string why) => new(null, why);

    /// <summary>As it goes over the line.</summary>
    /// <param name="id">Id of the request; empty when it had none.</param>
    public string Write(string id)
    {
        var answer = new JsonObject { ["id"] = id, ["status"] = Error is null ? "ok" : "error" };
        if (Result is not null)
        {
            answer["result"] = Result.DeepClone();
        }

        if (Error is not null)
        {
            answer["error"] = Error;
        }

        return answer.ToJsonString();
    }
}
