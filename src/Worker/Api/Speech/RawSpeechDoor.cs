using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Api.Keys;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace IShowTts.Worker.Api.Speech;

/// <summary>What every request for audio goes through: a place, a turn, the answer, and a clean end whoever leaves first.</summary>
internal sealed class RawSpeechDoor(RawSpeech speech, SynthesisPlaces places, IHostApplicationLifetime lifetime, ILogger<RawSpeechDoor> logger)
{
    private const string SecondsToWait = "2";

    // Slower than any player of compressed speech: who reads slower has stopped, and what is kept for him is given back.
    private static readonly MinDataRate SlowestReader = new(2_000, TimeSpan.FromSeconds(30));

    /// <summary>Serves one request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="request">What to say.</param>
    /// <param name="refuse">Makes an answer of a problem.</param>
    /// <param name="write">Writes the answer; its token ends when the client leaves or the worker stops.</param>
    public async Task<IResult> ServeAsync(
        HttpContext context, RawSpeechRequest request, Func<ProblemBody, IResult> refuse, Func<RawSpeechAnswer, CancellationToken, Task> write)
    {
        if (places.Enter(RawSpeechClient.Of(context), out var place) is { } full)
        {
            return RefuseFull(context, refuse, full);
        }

        using (place)
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, context.GetCaller().Ended))
        {
            try
            {
                var (answer, problem) = await speech.StartAsync(request, place!, end.Token);
                if (answer is null)
                {
                    return problem!.Status == StatusCodes.Status429TooManyRequests ? RefuseFull(context, refuse, problem) : refuse(problem);
                }

                await using (answer)
                {
                    LimitSlowness(context);
                    using var taking = CancellationTokenSource.CreateLinkedTokenSource(end.Token, answer.TooSlow);
                    try
                    {
                        await write(answer, taking.Token);
                    }
                    catch (Exception exception) when (answer.TooSlow.IsCancellationRequested && exception is OperationCanceledException or IOException)
                    {
                        return Broken(context, refuse, Problems.TakenTooSlowly());
                    }
                }
            }
            catch (SynthesisException exception)
            {
                return Broken(context, refuse, speech.ProblemOf(exception));
            }
            catch (SpeechEncodingException exception)
            {
                return Broken(context, refuse, Problems.EncodingFailed(exception.Message));
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
            {
                return Broken(context, refuse, lifetime.ApplicationStopping.IsCancellationRequested ? Problems.Stopping() : Problems.WrongCredentials());
            }
        }

        return Results.Empty;
    }

    private static IResult RefuseFull(HttpContext context, Func<ProblemBody, IResult> refuse, ProblemBody full)
    {
        context.Response.Headers.RetryAfter = SecondsToWait;
        return refuse(full);
    }

    private static void LimitSlowness(HttpContext context)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } limit)
        {
            limit.MinDataRate = SlowestReader;
        }
    }

    /// <summary>Half an answer must not look whole: the connection is cut.</summary>
    private IResult Broken(HttpContext context, Func<ProblemBody, IResult> refuse, ProblemBody problem)
    {
        if (!context.Response.HasStarted)
        {
            return refuse(problem);
        }

        Log.Cut(logger, problem.Type);
        context.Abort();
        return Results.Empty;
    }
}
