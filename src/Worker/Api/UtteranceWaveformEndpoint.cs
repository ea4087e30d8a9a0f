using System.Globalization;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Api;

/// <summary>The line to draw of an utterance's audio.</summary>
internal static class UtteranceWaveformEndpoint
{
    /// <summary>Maps <c>/api/utterances/{id}/waveform</c>.</summary>
    public static void MapWaveform(this IEndpointRouteBuilder routes) => routes.MapGet("/api/utterances/{id}/waveform", DrawAsync).Gives<WaveformBody>();

    private static async Task<IResult> DrawAsync(string id, HttpContext context, IUtteranceQueue queue, CancellationToken cancellationToken)
    {
        var points = UtteranceWaveform.DefaultPoints;
        if (context.Request.Query.TryGetValue("points", out var wanted)
            && (!int.TryParse(wanted.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out points) || points is < 1 or > UtteranceWaveform.MaxPoints))
        {
            return Problems.Invalid("points", $"points must be a whole number from 1 to {UtteranceWaveform.MaxPoints}.").ToResult();
        }

        if (await queue.GetAsync(id, cancellationToken) is null)
        {
            return Problems.NoUtterance(id).ToResult();
        }

        return UtteranceWaveform.Draw(context.RequestServices.GetService<ActiveCues>()?.Find(id), points) is { } drawn
            ? TypedResults.Json(drawn, ApiJsonContext.Default.WaveformBody)
            : Problems.NoAudio().ToResult();
    }
}
