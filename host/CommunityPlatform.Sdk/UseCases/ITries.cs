using System.Globalization;

namespace CommunityPlatform.Sdk.UseCases;

/// <summary>
/// 防猜码 · Keeps a code that opens something without a sign-in, such as the one on a voucher, from being tried through: after some
/// wrong ones it closes for a while at that device. Injected into the handler:
/// <code>
/// if (tries.MinutesClosed("voucher") is > 0 and var minutes) return new TooManyTries(minutes);
/// if (voucher is null) { tries.Wrong("voucher"); return new UnknownVoucher(); }
/// </code>
/// </summary>
/// <remarks>How many and how long is the installation's setting. Counted in memory of each host: a restart forgets.</remarks>
public interface ITries
{
    /// <summary>Minutes until a code may be tried from here again; 0 when it may.</summary>
    /// <param name="what">Which kind of code, a name of the module's own.</param>
    int MinutesClosed(string what);

    /// <summary>Notes a code that nothing has.</summary>
    /// <param name="what">Which kind of code.</param>
    void Wrong(string what);
}

/// <summary>Too many wrong codes from here in a short time.</summary>
/// <param name="Minutes">Until it opens again.</param>
public sealed record TooManyTries(int Minutes) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Minutes.ToString(CultureInfo.InvariantCulture)];
}

/// <summary>More was asked from here in a short time than a person does.</summary>
/// <param name="Seconds">Until it goes on.</param>
public sealed record TooOften(int Seconds) : Refusal
{
    /// <inheritdoc/>
    public override object?[] Args => [Seconds.ToString(CultureInfo.InvariantCulture)];
}

/// <summary>上传 · Marks a use case that brings a file; only so many of them come at one time, and so many in a while, from one account.</summary>
public interface IBringsFile;
