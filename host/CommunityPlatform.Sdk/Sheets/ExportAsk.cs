using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Sdk.Sheets;

/// <summary>Makes the export of what a page shows at this moment. An interface with a static abstract member cannot be a type argument, hence a delegate of its own.</summary>
public delegate IQuery<SheetFile> ExportAsk();
