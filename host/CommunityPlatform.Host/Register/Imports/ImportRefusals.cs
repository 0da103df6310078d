using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Host.Register.Imports;

/// <summary>The file is no spreadsheet that can be read.</summary>
internal sealed record FileUnreadable(XlsxFault Fault) : Refusal
{
    public override string TextKey => $"Xlsx.{Fault}";

    public override object?[] Args => [XlsxReader.MostRows, XlsxReader.MostColumns];
}

/// <summary>The file has gone: it was kept for seven days, or the import was given up.</summary>
internal sealed record FileGone : Refusal;

/// <summary>The import is done or was given up.</summary>
internal sealed record ImportEnded : Refusal;
